/* boundary-shape.c: one geometry in flat arrays: cleaning, GEOS and back, distance, area, text.
 *
 * The flat arrays are what everybody reads (any thread, no GEOS handle needed); GEOS answers validity and point in polygon.
 */
#include <math.h>
#include <string.h>

#include "boundary-private.h"
#include "i18n.h"
#include "notation.h"

#define MAX_REPAIR_VERTICES 20000u /* a hostile self-crossing ring costs the square of this */

void
posko_shape_init (PoskoShape *self)
{
  self->kind = POSKO_SHAPE_NONE;
  self->points = g_array_new (FALSE, FALSE, sizeof (PoskoLonLat));
  self->path_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->area_ends = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
posko_shape_clear (PoskoShape *self)
{
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->path_ends, g_array_unref);
  g_clear_pointer (&self->area_ends, g_array_unref);
}

void
posko_feature_free (gpointer feature)
{
  PoskoFeature *self = feature;
  g_free (self->code);
  g_free (self->name);
  g_free (self->name_key);
  g_ptr_array_unref (self->properties);
  posko_shape_clear (&self->shape);
  g_free (self);
}

const char *
posko_feature_property (const PoskoFeature *self, const char *name)
{
  for (guint i = 0; i + 1 < self->properties->len; i += 2)
    if (g_ascii_strcasecmp (self->properties->pdata[i], name) == 0)
      return self->properties->pdata[i + 1];
  return NULL;
}

/* What a person would know the feature by. */
static const char *
feature_name (const PoskoFeature *self)
{
  static const char *const names[] = { "nama", "namobj", "wadmkd", "desa", "kelurahan", "wadmkc", "kecamatan", "name", "kode", "id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = posko_feature_property (self, names[i]);
      if (value != NULL && value[0] != '\0')
        return value;
    }
  return NULL;
}

void
posko_fault_tell (PoskoFaultTeller *self, gboolean is_error, const char *code, const PoskoFeature *feature, guint line, const char *property,
                  const char *found, const char *expected, const char *remedy)
{
  const PoskoBoundaryFault fault = { .is_error = is_error,
                                     .code = code,
                                     .feature = feature != NULL ? feature->number : POSKO_BOUNDARY_NONE,
                                     .name = feature != NULL ? feature_name (feature) : NULL,
                                     .line = feature != NULL ? feature->line : line,
                                     .property = property,
                                     .found = found,
                                     .expected = expected,
                                     .remedy = remedy };

  self->n_errors += is_error;
  if (self->func != NULL)
    self->func (&fault, self->user_data);
}

gboolean
posko_feature_tell_no_area (const PoskoFeature *self, const PoskoBoundaryReading *reading, const char *found, PoskoFaultTeller *teller)
{
  posko_fault_tell (teller, !reading->as_found, "geojson-no-area", self, 0, NULL, found,
                    reading->needs_area ? _ ("a Polygon or MultiPolygon") : _ ("a geometry with coordinates"),
                    _ ("draw it, or take the feature out"));
  return FALSE;
}

static guint
path_start (const PoskoShape *self, guint path)
{
  return path > 0 ? g_array_index (self->path_ends, guint, path - 1) : 0;
}

static guint
area_start (const PoskoShape *self, guint area)
{
  return area > 0 ? g_array_index (self->area_ends, guint, area - 1) : 0;
}

/* Copies one ring, closed. Returns: FALSE when it encloses nothing */
static gboolean
copy_ring (const PoskoShape *from, guint path, PoskoShape *to, gboolean *was_open)
{
  const guint first = path_start (from, path), end = g_array_index (from->path_ends, guint, path);
  const PoskoLonLat *points = &g_array_index (from->points, PoskoLonLat, 0);
  const guint n = end - first;
  gboolean open;

  if (n < 3)
    return FALSE;
  open = points[first].lon != points[end - 1].lon || points[first].lat != points[end - 1].lat;
  if (n + open < 4)
    return FALSE;
  g_array_append_vals (to->points, points + first, n);
  if (open)
    g_array_append_val (to->points, points[first]);
  *was_open = *was_open || open;
  g_array_append_val (to->path_ends, to->points->len);
  return TRUE;
}

static void
clean_areas (const PoskoShape *from, PoskoShape *to, gboolean *was_open, gboolean *was_short)
{
  for (guint area = 0; area < from->area_ends->len; area++)
    {
      const guint first = area_start (from, area), end = g_array_index (from->area_ends, guint, area);
      gboolean outer = FALSE;
      for (guint path = first; path < end; path++)
        {
          gboolean good = (path == first || outer) && copy_ring (from, path, to, was_open);
          outer = outer || (path == first && good);
          *was_short = *was_short || !good;
        }
      if (outer)
        g_array_append_val (to->area_ends, to->path_ends->len);
    }
}

gboolean
posko_shape_clean (PoskoFeature *feature, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller)
{
  const gboolean mends = !reading->as_found || reading->repair;
  PoskoShape clean;
  gboolean was_open = FALSE, was_short = FALSE;

  if (feature->shape.kind != POSKO_SHAPE_AREAS)
    return TRUE;
  posko_shape_init (&clean);
  clean.kind = POSKO_SHAPE_AREAS;
  clean_areas (&feature->shape, &clean, &was_open, &was_short);
  posko_shape_clear (&feature->shape);
  feature->shape = clean;
  if (was_open)
    posko_fault_tell (teller, !mends, "geojson-ring-open", feature, 0, NULL, _ ("a ring whose last point is not its first"), _ ("closed rings"),
                      mends ? _ ("nothing: it is closed") : _ ("close the ring, or allow repairs"));
  if (was_short)
    posko_fault_tell (teller, FALSE, "geojson-ring-short", feature, 0, NULL, _ ("a ring of fewer than 3 different points"),
                      _ ("at least 3 points and the first again"), _ ("nothing: it is left out"));
  if (clean.area_ends->len == 0)
    return posko_feature_tell_no_area (feature, reading, _ ("a polygon that encloses nothing"), teller);
  return mends || !was_open;
}

static GEOSGeometry *
ring_to_geos (const PoskoShape *self, guint path, GEOSContextHandle_t geos)
{
  const guint first = path_start (self, path), n = g_array_index (self->path_ends, guint, path) - first;
  const PoskoLonLat *points = &g_array_index (self->points, PoskoLonLat, first);
  GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r (geos, (const double *) points, n, 0, 0);
  return sequence != NULL ? GEOSGeom_createLinearRing_r (geos, sequence) : NULL;
}

static GEOSGeometry *
area_to_geos (const PoskoShape *self, guint area, GEOSContextHandle_t geos)
{
  const guint first = area_start (self, area), end = g_array_index (self->area_ends, guint, area);
  g_autofree GEOSGeometry **holes = g_new0 (GEOSGeometry *, end - first);
  GEOSGeometry *outer = ring_to_geos (self, first, geos);
  guint n_holes = 0;

  for (guint path = first + 1; path < end; path++)
    {
      holes[n_holes] = ring_to_geos (self, path, geos);
      n_holes += holes[n_holes] != NULL;
    }
  if (outer != NULL)
    return GEOSGeom_createPolygon_r (geos, outer, holes, n_holes);
  for (guint i = 0; i < n_holes; i++)
    GEOSGeom_destroy_r (geos, holes[i]);
  return NULL;
}

GEOSGeometry *
posko_shape_to_geos (const PoskoShape *self, GEOSContextHandle_t geos)
{
  g_autofree GEOSGeometry **parts = g_new0 (GEOSGeometry *, self->area_ends->len);
  guint n = 0;

  for (guint area = 0; area < self->area_ends->len; area++)
    {
      parts[n] = area_to_geos (self, area, geos);
      n += parts[n] != NULL;
    }
  if (n == 1)
    return parts[0];
  return n > 0 ? GEOSGeom_createCollection_r (geos, GEOS_MULTIPOLYGON, parts, n) : NULL;
}

static void
append_ring (PoskoShape *self, GEOSContextHandle_t geos, const GEOSGeometry *ring)
{
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r (geos, ring);
  const guint old = self->points->len;
  unsigned int n = 0;

  GEOSCoordSeq_getSize_r (geos, sequence, &n);
  g_array_set_size (self->points, old + n);
  GEOSCoordSeq_copyToBuffer_r (geos, sequence, (double *) &g_array_index (self->points, PoskoLonLat, old), 0, 0);
  g_array_append_val (self->path_ends, self->points->len);
}

/* Collects polygons; what repair left as lines and points is dropped. Collections nest at most twice in what GEOS makes. */
static void
append_polygons (PoskoShape *self, GEOSContextHandle_t geos, const GEOSGeometry *geometry, guint depth)
{
  const int type = GEOSGeomTypeId_r (geos, geometry);

  if (type == GEOS_POLYGON && !GEOSisEmpty_r (geos, geometry))
    {
      append_ring (self, geos, GEOSGetExteriorRing_r (geos, geometry));
      for (int i = 0; i < GEOSGetNumInteriorRings_r (geos, geometry); i++)
        append_ring (self, geos, GEOSGetInteriorRingN_r (geos, geometry, i));
      g_array_append_val (self->area_ends, self->path_ends->len);
    }
  else if ((type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) && depth < 4)
    for (int i = 0; i < GEOSGetNumGeometries_r (geos, geometry); i++)
      append_polygons (self, geos, GEOSGetGeometryN_r (geos, geometry, i), depth + 1);
}

gboolean
posko_shape_from_geos (PoskoShape *self, GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
  posko_shape_clear (self);
  posko_shape_init (self);
  self->kind = POSKO_SHAPE_AREAS;
  append_polygons (self, geos, geometry, 0);
  return self->area_ends->len > 0;
}

/* Makes the geometry valid (GEOSMakeValid, Ledoux et al. 2014 in method). Returns: whether it could be */
static gboolean
repair (PoskoFeature *feature, GEOSContextHandle_t geos, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller)
{
  const gboolean allowed = !reading->as_found || reading->repair, safe = feature->shape.points->len <= MAX_REPAIR_VERTICES;
  g_autofree char *text = NULL;
  char *reason = GEOSisValidReason_r (geos, feature->geometry);
  GEOSGeometry *valid;

  text = g_strdup (reason != NULL ? reason : "");
  if (reason != NULL)
    GEOSFree_r (geos, reason);
  posko_fault_tell (teller, !safe || !allowed, "geojson-invalid", feature, 0, NULL, text, _ ("rings that do not cross"),
                    !safe      ? _ ("mend the layer: the shape is too large to mend here")
                    : !allowed ? _ ("mend the layer, or allow repairs")
                               : _ ("look whether the area is right: it was mended"));
  valid = safe && allowed ? GEOSMakeValid_r (geos, feature->geometry) : NULL;
  GEOSGeom_destroy_r (geos, feature->geometry);
  feature->geometry = NULL;
  if (!safe || !allowed)
    return FALSE;
  if (valid == NULL || !posko_shape_from_geos (&feature->shape, geos, valid))
    {
      if (valid != NULL)
        GEOSGeom_destroy_r (geos, valid);
      return posko_feature_tell_no_area (feature, reading, _ ("a polygon that encloses nothing"), teller);
    }
  GEOSGeom_destroy_r (geos, valid);
  feature->geometry = posko_shape_to_geos (&feature->shape, geos);
  return feature->geometry != NULL || posko_feature_tell_no_area (feature, reading, _ ("a polygon that encloses nothing"), teller);
}

static void
find_bounds (PoskoFeature *feature)
{
  const GArray *points = feature->shape.points;

  feature->min_lon = feature->min_lat = (gdouble) INFINITY;
  feature->max_lon = feature->max_lat = (gdouble) -INFINITY;
  for (guint i = 0; i < points->len; i++)
    {
      const PoskoLonLat point = g_array_index (points, PoskoLonLat, i);
      feature->min_lon = MIN (feature->min_lon, point.lon);
      feature->max_lon = MAX (feature->max_lon, point.lon);
      feature->min_lat = MIN (feature->min_lat, point.lat);
      feature->max_lat = MAX (feature->max_lat, point.lat);
    }
}

gboolean
posko_feature_build (PoskoFeature *feature, GEOSContextHandle_t geos, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller)
{
  if (feature->shape.kind == POSKO_SHAPE_AREAS)
    {
      feature->geometry = posko_shape_to_geos (&feature->shape, geos);
      if (feature->geometry == NULL)
        return posko_feature_tell_no_area (feature, reading, _ ("a polygon that encloses nothing"), teller);
      if (GEOSisValid_r (geos, feature->geometry) != 1 && !repair (feature, geos, reading, teller))
        return FALSE;
    }
  find_bounds (feature);
  return TRUE;
}

/* Squared metres from the origin to the segment a-b, all on the plane. */
static gdouble
segment_distance2 (gdouble ax, gdouble ay, gdouble bx, gdouble by)
{
  const gdouble dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
  gdouble along = length2 > 0 ? -(ax * dx + ay * dy) / length2 : 0;

  along = CLAMP (along, 0.0, 1.0);
  ax += along * dx;
  ay += along * dy;
  return ax * ax + ay * ay;
}

/* Least squared distance to the path; toggles @inside for each edge that a ray to the east crosses (even-odd rule). */
static gdouble
path_distance2 (const PoskoShape *self, guint path, const PoskoPlane *plane, PoskoLonLat point, gboolean *inside)
{
  const guint first = path_start (self, path), end = g_array_index (self->path_ends, guint, path);
  const PoskoLonLat *points = &g_array_index (self->points, PoskoLonLat, 0);
  gdouble least = (gdouble) INFINITY;

  for (guint i = first; i + 1 < end; i++)
    {
      const gdouble ax = (points[i].lon - point.lon) * plane->metres_per_lon, ay = (points[i].lat - point.lat) * plane->metres_per_lat;
      const gdouble bx = (points[i + 1].lon - point.lon) * plane->metres_per_lon;
      const gdouble by = (points[i + 1].lat - point.lat) * plane->metres_per_lat;
      if ((ay > 0) != (by > 0) && ax - ay * (bx - ax) / (by - ay) > 0)
        *inside = !*inside;
      const gdouble metres2 = segment_distance2 (ax, ay, bx, by);
      least = MIN (least, metres2);
    }
  return least;
}

gdouble
posko_shape_distance (const PoskoShape *self, const PoskoPlane *plane, PoskoLonLat point)
{
  gdouble least = (gdouble) INFINITY;
  gboolean inside = FALSE;

  if (self->kind == POSKO_SHAPE_POINTS)
    for (guint i = 0; i < self->points->len; i++)
      {
        const gdouble metres = posko_plane_distance (plane, g_array_index (self->points, PoskoLonLat, i), point);
        least = MIN (least, metres * metres);
      }
  else
    for (guint path = 0; path < self->path_ends->len; path++)
      {
        const gdouble metres2 = path_distance2 (self, path, plane, point, &inside); /* not inside MIN, which asks twice */
        least = MIN (least, metres2);
      }
  return self->kind == POSKO_SHAPE_AREAS && inside ? 0 : sqrt (least);
}

/* Twice the signed area of a ring in square degrees: positive when counterclockwise (shoelace). */
static gdouble
ring_area2 (const PoskoShape *self, guint path)
{
  const guint first = path_start (self, path), end = g_array_index (self->path_ends, guint, path);
  const PoskoLonLat *points = &g_array_index (self->points, PoskoLonLat, 0);
  const PoskoLonLat origin = points[first];
  gdouble sum = 0;

  for (guint i = first; i + 1 < end; i++)
    sum += (points[i].lon - origin.lon) * (points[i + 1].lat - origin.lat) - (points[i + 1].lon - origin.lon) * (points[i].lat - origin.lat);
  return sum;
}

gdouble
posko_shape_area_km2 (const PoskoShape *self)
{
  PoskoPlane plane;
  gdouble sum = 0;

  if (self->kind != POSKO_SHAPE_AREAS)
    return 0;
  posko_plane_init (&plane, g_array_index (self->points, PoskoLonLat, 0));
  for (guint area = 0; area < self->area_ends->len; area++)
    for (guint path = area_start (self, area); path < g_array_index (self->area_ends, guint, area); path++)
      sum += fabs (ring_area2 (self, path)) * (path == area_start (self, area) ? 0.5 : -0.5);
  return sum * plane.metres_per_lon * plane.metres_per_lat / 1e6;
}

static void
append_point (GString *text, PoskoLonLat point)
{
  g_string_append_c (text, '[');
  posko_notation_append_number (text, point.lon, 6);
  g_string_append_c (text, ',');
  posko_notation_append_number (text, point.lat, 6);
  g_string_append_c (text, ']');
}

/* A path; a ring is turned as RFC 7946 wants it: outer ones counterclockwise, holes clockwise. */
static void
append_path (const PoskoShape *self, GString *text, guint path, gboolean reverse)
{
  const guint first = path_start (self, path), n = g_array_index (self->path_ends, guint, path) - first;

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_point (text, g_array_index (self->points, PoskoLonLat, first + (reverse ? n - 1 - i : i)));
    }
  g_string_append_c (text, ']');
}

static void
append_areas (const PoskoShape *self, GString *text)
{
  g_string_append (text, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
  for (guint area = 0; area < self->area_ends->len; area++)
    {
      const guint first = area_start (self, area);
      g_string_append (text, area > 0 ? ",[" : "[");
      for (guint path = first; path < g_array_index (self->area_ends, guint, area); path++)
        {
          if (path > first)
            g_string_append_c (text, ',');
          append_path (self, text, path, (ring_area2 (self, path) > 0) != (path == first));
        }
      g_string_append_c (text, ']');
    }
  g_string_append (text, "]}");
}

void
posko_shape_append_geojson (const PoskoShape *self, GString *text)
{
  if (self->kind == POSKO_SHAPE_AREAS)
    {
      append_areas (self, text);
      return;
    }
  g_string_append_printf (text, "{\"type\":\"%s\",\"coordinates\":[", self->kind == POSKO_SHAPE_POINTS ? "MultiPoint" : "MultiLineString");
  if (self->kind == POSKO_SHAPE_POINTS)
    for (guint i = 0; i < self->points->len; i++)
      {
        if (i > 0)
          g_string_append_c (text, ',');
        append_point (text, g_array_index (self->points, PoskoLonLat, i));
      }
  else
    for (guint path = 0; path < self->path_ends->len; path++)
      {
        if (path > 0)
          g_string_append_c (text, ',');
        append_path (self, text, path, FALSE);
      }
  g_string_append (text, "]}");
}
