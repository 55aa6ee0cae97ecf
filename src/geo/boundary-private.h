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
  guint line;             /* on which it begins, from 1 */
} PoskoFeature;

struct _PoskoBoundary
{
  GEOSContextHandle_t geos; /* used while building and freeing only; locate makes one of its own a thread */
  GPtrArray *features;      /* PoskoFeature, by code, then name */
  GHashTable *by_code;      /* code -> index + 1; looked up only */
  guint *by_name;           /* indices, by name_key, then index */
  GEOSSTRtree *tree;        /* (nullable): of the areas */
};

/* Tells faults and counts those that are errors. */
typedef struct
{
  PoskoBoundaryFaultFunc func; /* (nullable) */
  gpointer user_data;
  guint n_errors;
} PoskoFaultTeller;

/** @feature: (nullable); @line: where there is no feature: 0 = the whole file */
void posko_fault_tell (PoskoFaultTeller *self, gboolean is_error, const char *code, const PoskoFeature *feature, guint line,
                       const char *property, const char *found, const char *expected, const char *remedy);

void posko_shape_init (PoskoShape *self);
void posko_shape_clear (PoskoShape *self);
void posko_feature_free (gpointer feature);

/** Returns: (nullable): the value of a property, by its name without regard to case */
const char *posko_feature_property (const PoskoFeature *self, const char *name);

/** Tells a feature without area: in a reading as found it is no error */
gboolean posko_feature_tell_no_area (const PoskoFeature *self, const PoskoBoundaryReading *reading, const char *found, PoskoFaultTeller *teller);

/* GeoJSON, fed piece by piece. */
typedef struct _PoskoBoundaryParser PoskoBoundaryParser;

PoskoBoundaryParser *posko_boundary_parser_new (const PoskoBoundaryReading *reading, PoskoFaultTeller *teller);

/** Returns: %FALSE when the text cannot be read any further; that was told */
gboolean posko_boundary_parser_feed (PoskoBoundaryParser *self, const char *text, gsize length);

/**
 * Ends the text and frees the parser.
 *
 * @crs: (out) (transfer full): what the old `crs` member names; "" without one
 *
 * Returns: (transfer full) (nullable): the features as they stand there; %NULL when the text cannot be read; that was told
 */
GPtrArray *posko_boundary_parser_finish (PoskoBoundaryParser *self, char **crs);

/** Makes all coordinates degrees, longitude first, or drops the features for which that cannot be done. Returns: %FALSE when the file cannot be used */
gboolean posko_boundary_place (GPtrArray *features, const PoskoBoundaryReading *reading, const char *crs, PoskoFaultTeller *teller);

/** Keeps the features for which @keep says so, in order. */
void posko_features_filter (GPtrArray *features, gboolean (*keep) (PoskoFeature *feature, gpointer user_data), gpointer user_data);

/** Sorts, makes valid, indexes. Returns: (transfer full): the layer; takes @features */
PoskoBoundary *posko_boundary_build (GPtrArray *features, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller);

/** Closes rings, drops what has no area. Returns: whether anything is left */
gboolean posko_shape_clean (PoskoFeature *feature, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller);

/** Returns: (transfer full) (nullable): the areas as GEOS knows them */
GEOSGeometry *posko_shape_to_geos (const PoskoShape *self, GEOSContextHandle_t geos);

/** Replaces the shape by the polygons in @geometry. Returns: whether there were any */
gboolean posko_shape_from_geos (PoskoShape *self, GEOSContextHandle_t geos, const GEOSGeometry *geometry);

/** Makes feature->geometry, valid. Returns: whether it has an area */
gboolean posko_feature_build (PoskoFeature *feature, GEOSContextHandle_t geos, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller);

gdouble posko_shape_distance (const PoskoShape *self, const PoskoPlane *plane, PoskoLonLat point);
gdouble posko_shape_area_km2 (const PoskoShape *self);
void posko_shape_append_geojson (const PoskoShape *self, GString *text);

G_END_DECLS
