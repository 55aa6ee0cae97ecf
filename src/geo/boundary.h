/* boundary.h: areas with a code and a name (kecamatan, kelurahan, no-go zones), and which of them holds a point.
 *
 * GeoJSON (RFC 7946) is streamed by yajl, so that a national file of 7,285 kecamatan loads in little more than its own
 * geometry; GEOS answers point in polygon through an STR-tree and prepared geometries (one GEOS handle per thread).
 */
#pragma once
#include "error.h"
#include "point.h"
G_BEGIN_DECLS

#define POSKO_BOUNDARY_MAX_BYTES ((gsize) 512 << 20)
#define POSKO_BOUNDARY_MAX_VERTICES (20u * 1000 * 1000)
#define POSKO_BOUNDARY_MAX_FEATURES 200000u
#define POSKO_BOUNDARY_NONE G_MAXUINT

typedef struct _PoskoBoundary PoskoBoundary; /* immutable, reference-counted */

/* One thing wrong with the file; @line is 1-based, 0 where it is unknown. The texts live only during the call. */
typedef struct
{
  gboolean is_error; /* the feature, or the file, cannot be used */
  const char *code;  /* stable: "geojson-syntax", "geojson-ring-open", "geojson-no-area", "geojson-swapped" ... */
  guint feature;     /* 0-based, POSKO_BOUNDARY_NONE for the whole file */
  const char *name;  /* (nullable): what the feature calls itself */
  guint line;
  const char *property; /* (nullable) */
  const char *found, *expected, *remedy;
} PoskoBoundaryFault;

typedef void (*PoskoBoundaryFaultFunc) (const PoskoBoundaryFault *fault, gpointer user_data);

/* How a layer is read. */
typedef struct
{
  gboolean needs_area; /* skip (with a fault) features that have no polygon; FALSE for zones, which may be points or lines */
  gboolean as_found;   /* a file of an office, see below; FALSE: a file of a case */
  gboolean repair;     /* of a file as found: swap coordinates, close rings, mend polygons; a case's rings are always closed and mended */
} PoskoBoundaryReading;

/**
 * posko_boundary_read_file:
 * @path: a GeoJSON file; it is streamed: the memory needed is that of the geometry
 *
 * Rings are closed and polygons made valid where that is safe (with a warning); parts of one `kode` and `nama` become one feature.
 * Features are sorted by `kode`, then `nama`. Codes of faults: geojson-syntax, geojson-depth, geojson-limit, geojson-not-collection,
 * geojson-mark (a byte order mark), geojson-empty, geojson-property, geojson-coordinates, geojson-range, geojson-swapped, geojson-crs, geojson-datum,
 * geojson-no-area, geojson-ring-short, geojson-ring-open, geojson-invalid, geojson-merged, geojson-code-twice.
 *
 * A file **as found** need not have `kode` and `nama` (both are then ""), and its features stay apart, in their order, for
 * posko_boundary_dissolve(). A feature without area is no error. Coordinates that are [latitude, longitude] throughout are swapped;
 * UTM and Web Mercator become degrees when the `crs` member names them.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing usable was found: the faults say why, or @error, set to %POSKO_ERROR_INPUT or
 *   %POSKO_ERROR_LIMIT when the file cannot be read from the disk; also when it was cancelled
 */
PoskoBoundary *posko_boundary_read_file (const char *path, const PoskoBoundaryReading *reading, PoskoBoundaryFaultFunc fault, gpointer user_data,
                                         GCancellable *cancellable, GError **error);

/** The same from memory. */
PoskoBoundary *posko_boundary_read_bytes (GBytes *geojson, const PoskoBoundaryReading *reading, PoskoBoundaryFaultFunc fault, gpointer user_data,
                                          GCancellable *cancellable);

/** The same, as a file of a case. */
PoskoBoundary *posko_boundary_read (GBytes *geojson, gboolean needs_area, PoskoBoundaryFaultFunc fault, gpointer user_data,
                                    GCancellable *cancellable);
PoskoBoundary *posko_boundary_ref (PoskoBoundary *self);
void posko_boundary_unref (PoskoBoundary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoBoundary, posko_boundary_unref)

guint posko_boundary_n (const PoskoBoundary *self);
const char *posko_boundary_code (const PoskoBoundary *self, guint i); /* "" when the feature has none */
const char *posko_boundary_name (const PoskoBoundary *self, guint i);

/** Returns: (nullable): any other property of the feature, as text */
const char *posko_boundary_property (const PoskoBoundary *self, guint i, const char *name);

/** Returns: the feature's index by code or by name, compared as posko_boundary_name_key() does; NONE when there is none */
guint posko_boundary_find (const PoskoBoundary *self, const char *code_or_name);

/** Returns: whether the degrees of this coordinate system are those of WGS 84 within a metre: DGN95, SRGI2013 */
gboolean posko_boundary_is_like_wgs84 (guint epsg);

/**
 * posko_boundary_find_all:
 * @found: (array length=max): takes the first @max indices, lowest first
 *
 * Names need not be unique in a province.
 *
 * Returns: how many features have that name
 */
guint posko_boundary_find_all (const PoskoBoundary *self, const char *name, guint *found, guint max);

/** Returns: @name (or the rest of it) without the word of its @level before it: "Kec. Rangkui" and "kecamatan Rangkui" are Rangkui; @level: "kecamatan" or "kelurahan" */
const char *posko_boundary_bare_name (const char *name, const char *level);

/** Returns: (transfer full): @name without case, blanks, hyphens and dots ("Bukit Intan" and "BUKITINTAN" are one) */
char *posko_boundary_name_key (const char *name);

/** Returns: a point surely inside the feature */
PoskoLonLat posko_boundary_inner_point (const PoskoBoundary *self, guint i);
gdouble posko_boundary_area_km2 (const PoskoBoundary *self, guint i);

/**
 * posko_boundary_spread:
 * @points: (out) (array length=n): @n places inside area @i, clear of its border where it is wide enough
 *
 * For things whose place is not known: the points of the R2 sequence that fall into the area, always the same ones; those of a smaller @n
 * come first. In an area that is hardly more than a line the places may be one place.
 */
void posko_boundary_spread (const PoskoBoundary *self, guint i, guint n, PoskoLonLat *points);

/** Sets the corners of all features together. */
void posko_boundary_bounds (const PoskoBoundary *self, PoskoLonLat *south_west, PoskoLonLat *north_east);

/**
 * posko_boundary_locate:
 * @points: @n places
 * @areas: (out) (array): for each the index of the area that holds it, or NONE; on a shared border the lowest index
 * @n_threads: 0 or 1 = this thread only; the result is the same for any number
 */
gboolean posko_boundary_locate (const PoskoBoundary *self, const PoskoLonLat *points, guint n, guint *areas, guint n_threads,
                                GCancellable *cancellable, GError **error);

/** Returns: metres from @point to the feature, 0 inside; exact on @plane */
gdouble posko_boundary_distance (const PoskoBoundary *self, guint i, const PoskoPlane *plane, PoskoLonLat point);

/* An area to be made of parts. */
typedef struct
{
  const char *code, *name;
  const char *kecamatan_kode, *kecamatan; /* (nullable): of a kelurahan */
  const char *kode_bps;                   /* (nullable): kept as the property `kode_bps`, not written */
} PoskoBoundaryArea;

/**
 * posko_boundary_dissolve:
 * @areas: (array length=n_areas): each with a code of its own
 * @area_of: (array): for each feature of @self the area it is part of; POSKO_BOUNDARY_NONE leaves it out
 *
 * Slivers of up to about 7 m between parts of one area are closed; the result is on the grid of 6 decimals.
 *
 * Returns: (transfer full) (nullable): the areas that have parts, as a layer sorted by code; %NULL when it was cancelled
 */
PoskoBoundary *posko_boundary_dissolve (const PoskoBoundary *self, const PoskoBoundaryArea *areas, guint n_areas, const guint *area_of,
                                        GCancellable *cancellable);

#define POSKO_BOUNDARY_NAMED_GAPS 100u

/* Ground that two areas of one layer both have, or (@b = POSKO_BOUNDARY_NONE when only one area borders on it) that none has. */
typedef struct
{
  guint a, b; /* a < b */
  gdouble hectares;
} PoskoBoundaryMisfit;

/**
 * posko_boundary_overlaps:
 * @least: hectares; smaller ones are passed over
 *
 * Returns: (transfer full) (element-type PoskoBoundaryMisfit): what two areas share, the largest first
 */
GArray *posko_boundary_overlaps (const PoskoBoundary *self, gdouble least, GCancellable *cancellable);

/**
 * posko_boundary_gaps:
 *
 * Returns: (transfer full) (element-type PoskoBoundaryMisfit): the holes in the union of all areas, the largest first; the first
 *   %POSKO_BOUNDARY_NAMED_GAPS with the two areas of the lowest index that border on it
 */
GArray *posko_boundary_gaps (const PoskoBoundary *self, gdouble least, GCancellable *cancellable);

/** Writes the features back as GeoJSON with `kode` and `nama` (and `kecamatan_kode` and `kecamatan`, where the first is known) and 6 decimals,
 *  features in order. */
GString *posko_boundary_to_geojson (const PoskoBoundary *self, const char *name);

G_END_DECLS
