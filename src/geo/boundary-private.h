/* boundary-private.h: what the files of the boundary share: shapes, features, and the way to GEOS. */
#pragma once
#include <geos_c.h>

#include "boundary.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_SHAPE_NONE,
  POSKO_SHAPE_POINTS,
  POSKO_SHAPE_LINES,
  POSKO_SHAPE_AREAS,
} PoskoShapeKind;

/* A geometry in flat arrays: the points of all paths one after another; a path is a ring or a line, an area one outer ring and holes. */
typedef struct
{
  PoskoShapeKind kind;
  GArray *points;    /* PoskoLonLat */
  GArray *path_ends; /* guint: where each path ends in points */
  GArray *area_ends; /* guint: where each area ends in path_ends */
} PoskoShape;

typedef struct
{
  char *code, *name;
  char *name_key;
  GPtrArray *properties; /* name, value, name, value … */
  PoskoShape shape;
  GEOSGeometry *geometry; /* areas only */
  gdouble min_lon, min_lat, max_lon, max_lat;
  guint number;           /* in the file, from 0 */
  gsize offset;           /* byte at which it begins */
} PoskoFeature;

struct _PoskoBoundary
{
  GEOSContextHandle_t geos; /* used while building and freeing only; locate makes one of its own a thread */
  GPtrArray *features;      /* PoskoFeature, by code, then name */
  GHashTable *by_code;      /* code -> index + 1; looked up only */
  guint *by_name;           /* indices, by name_key, then index */
  GEOSSTRtree *tree;        /* (nullable): of the areas */
};

/* Tells faults, with the line of a byte. */
typedef struct
{
  PoskoBoundaryFaultFunc func;
  gpointer user_data;
  const char *text;
  gsize length;
  gsize seen;  /* lines were counted up to this byte */
  guint line;
  guint n_errors;
} PoskoFaultTeller;

void posko_fault_tell (PoskoFaultTeller *self, gboolean is_error, const char *code, const PoskoFeature *feature, gsize offset,
                       const char *property, const char *found, const char *expected, const char *remedy);

void posko_shape_init (PoskoShape *self);
void posko_shape_clear (PoskoShape *self);
void posko_feature_free (gpointer feature);

/** Returns: (nullable): the value of a property, by its name without regard to case */
const char *posko_feature_property (const PoskoFeature *self, const char *name);

/** Streams the file. Returns: (transfer full) (nullable): its features as they stand there; %NULL when it cannot be read at all */
GPtrArray *posko_boundary_parse (GBytes *geojson, gboolean needs_area, PoskoFaultTeller *teller, GCancellable *cancellable);

/** Closes rings, drops what has no area. Returns: whether anything is left */
gboolean posko_shape_clean (PoskoFeature *feature, PoskoFaultTeller *teller);

/** Returns: (transfer full) (nullable): the areas as GEOS knows them */
GEOSGeometry *posko_shape_to_geos (const PoskoShape *self, GEOSContextHandle_t geos);

/** Replaces the shape by the polygons in @geometry. Returns: whether there were any */
gboolean posko_shape_from_geos (PoskoShape *self, GEOSContextHandle_t geos, const GEOSGeometry *geometry);

/** Makes feature->geometry, valid. Returns: whether it has an area */
gboolean posko_feature_build (PoskoFeature *feature, GEOSContextHandle_t geos, PoskoFaultTeller *teller);

gdouble posko_shape_distance (const PoskoShape *self, const PoskoPlane *plane, PoskoLonLat point);
gdouble posko_shape_area_km2 (const PoskoShape *self);
void posko_shape_append_geojson (const PoskoShape *self, GString *text);

G_END_DECLS
