/* boundary.c: the areas of a layer and which of them holds a point; see boundary.h.
 *
 * Building: parse, merge the parts of one code, make valid, sort by code, put the envelopes into an STR-tree (Leutenegger, Lopez &
 * Edgington, "STR: A simple and efficient algorithm for R-tree packing", 1997, doi:10.1109/ICDE.1997.582015). Locating asks the tree for
 * the envelopes round a point and a prepared polygon for each. GEOS handles are not for sharing: each thread makes its own and
 * prepares the polygons it meets; the geometries and the tree are only read. Locating n points takes O(n log(areas · vertices)).
 */
#include "boundary.h"

#include <math.h>
#include <string.h>

#include "boundary-private.h"
#include "file.h"
#include "i18n.h"

#define POINTS_BETWEEN_CANCEL_CHECKS 4096u
#define CHUNK ((gsize) 1 << 18) /* bytes of a layer between two looks at the cancellable */
#define POINTS_PER_THREAD 20000u /* fewer are not worth a thread */

char *
posko_boundary_name_key (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  GString *key = g_string_sized_new (strlen (folded));

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      if (!g_unichar_isspace (character) && character != '-' && character != '.')
        g_string_append_unichar (key, character);
    }
  return g_string_free (key, FALSE);
}

const char *
posko_boundary_bare_name (const char *name, const char *level)
{
  const gsize length = strlen (level), abbreviated = 3;
  const char *rest = name;

  if (g_ascii_strncasecmp (name, level, length) == 0 && name[length] == ' ')
    rest = name + length;
  else if (g_ascii_strncasecmp (name, level, abbreviated) == 0 && (name[abbreviated] == '.' || name[abbreviated] == ' '))
    rest = name + abbreviated + 1;
  while (*rest == ' ')
    rest++;
  return *rest != '\0' ? rest : name;
}

static gint
compare_features (gconstpointer a, gconstpointer b)
{
  const PoskoFeature *x = *(const PoskoFeature *const *) a, *y = *(const PoskoFeature *const *) b;
  gint order = strcmp (x->code, y->code);
  if (order == 0)
    order = strcmp (x->name, y->name);
  return order != 0 ? order : (x->number < y->number ? -1 : x->number > y->number);
}

/* Adds @part's polygons to @whole. */
static void
merge (PoskoFeature *whole, const PoskoFeature *part)
{
  const guint points = whole->shape.points->len, paths = whole->shape.path_ends->len;

  g_array_append_vals (whole->shape.points, part->shape.points->data, part->shape.points->len);
  for (guint i = 0; i < part->shape.path_ends->len; i++)
    {
      const guint end = g_array_index (part->shape.path_ends, guint, i) + points;
      g_array_append_val (whole->shape.path_ends, end);
    }
  for (guint i = 0; i < part->shape.area_ends->len; i++)
    {
      const guint end = g_array_index (part->shape.area_ends, guint, i) + paths;
      g_array_append_val (whole->shape.area_ends, end);
    }
}

/* Parts with one code and name (islands, RW) become one feature; one code with two names cannot be told apart. */
static void
merge_parts (GPtrArray *features, PoskoFaultTeller *teller)
{
  guint n = 0;

  for (guint i = 0; i < features->len; i++)
    {
      PoskoFeature *feature = features->pdata[i], *last = n > 0 ? features->pdata[n - 1] : NULL;
      if (last == NULL || strcmp (last->code, feature->code) != 0)
        {
          features->pdata[n++] = feature;
          continue;
        }
      if (strcmp (last->name, feature->name) == 0)
        {
          merge (last, feature);
          posko_fault_tell (teller, FALSE, "geojson-merged", feature, 0, NULL, feature->name, _ ("one feature for each code"),
                            _ ("nothing: the parts were put together"));
        }
      else
        {
          g_autofree char *found = g_strdup_printf ("%s: %s, %s", feature->code, last->name, feature->name);
          posko_fault_tell (teller, TRUE, "geojson-code-twice", feature, 0, "kode", found, _ ("a code of its own for each name"),
                            _ ("mend the code"));
        }
      posko_feature_free (feature);
    }
  g_ptr_array_set_free_func (features, NULL);
  g_ptr_array_set_size (features, (gint) n);
  g_ptr_array_set_free_func (features, posko_feature_free);
}

void
posko_features_filter (GPtrArray *features, gboolean (*keep) (PoskoFeature *feature, gpointer user_data), gpointer user_data)
{
  guint n = 0;

  for (guint i = 0; i < features->len; i++)
    {
      PoskoFeature *feature = features->pdata[i];
      if (keep (feature, user_data))
        features->pdata[n++] = feature;
      else
        posko_feature_free (feature);
    }
  g_ptr_array_set_free_func (features, NULL);
  g_ptr_array_set_size (features, (gint) n);
  g_ptr_array_set_free_func (features, posko_feature_free);
}

typedef struct
{
  GEOSContextHandle_t geos;
  const PoskoBoundaryReading *reading;
  PoskoFaultTeller *teller;
} Building;

/* Returns: whether the feature could be made valid */
static gboolean
build_feature (PoskoFeature *feature, gpointer user_data)
{
  const Building *self = user_data;

  if (!posko_feature_build (feature, self->geos, self->reading, self->teller))
    return FALSE;
  feature->name_key = posko_boundary_name_key (feature->name);
  return TRUE;
}

static gboolean
clean_feature (PoskoFeature *feature, gpointer user_data)
{
  const Building *self = user_data;
  return posko_shape_clean (feature, self->reading, self->teller);
}

static gint
compare_name_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoBoundary *self = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const PoskoFeature *x = self->features->pdata[i], *y = self->features->pdata[j];
  const gint order = strcmp (x->name_key, y->name_key);
  return order != 0 ? order : (i < j ? -1 : i > j);
}

static void
ignore_item (void *item, void *user_data)
{
}

static void
build_indices (PoskoBoundary *self)
{
  const guint n = self->features->len;
  GEOSGeometry *nowhere = GEOSGeom_createPointFromXY_r (self->geos, 0, 0);

  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name = g_new (guint, n);
  self->tree = GEOSSTRtree_create_r (self->geos, 10);
  for (guint i = 0; i < n; i++)
    {
      PoskoFeature *feature = self->features->pdata[i];
      self->by_name[i] = i;
      if (feature->code[0] != '\0' && !g_hash_table_contains (self->by_code, feature->code))
        g_hash_table_insert (self->by_code, feature->code, GUINT_TO_POINTER (i + 1));
      if (feature->geometry != NULL)
        GEOSSTRtree_insert_r (self->geos, self->tree, feature->geometry, GUINT_TO_POINTER (i + 1));
    }
  g_qsort_with_data (self->by_name, (gint) n, sizeof *self->by_name, compare_name_keys, self);
  /* The tree builds itself on the first query, which must not happen in two threads at once. */
  GEOSSTRtree_query_r (self->geos, self->tree, nowhere, ignore_item, NULL);
  GEOSGeom_destroy_r (self->geos, nowhere);
}

PoskoBoundary *
posko_boundary_build (GPtrArray *features, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller)
{
  PoskoBoundary *self = g_atomic_rc_box_new0 (PoskoBoundary);
  Building building = { GEOS_init_r (), reading, teller };

  self->geos = building.geos;
  self->features = features;
  if (!reading->as_found)
    g_ptr_array_sort (features, compare_features);
  if (reading->needs_area && !reading->as_found)
    merge_parts (features, teller);
  posko_features_filter (features, build_feature, &building);
  build_indices (self);
  return self;
}

/* Ends the reading of @parser. */
static PoskoBoundary *
finish (PoskoBoundaryParser *parser, const PoskoBoundaryReading *reading, PoskoFaultTeller *teller, GCancellable *cancellable)
{
  g_autofree char *crs = NULL;
  g_autoptr (GPtrArray) features = posko_boundary_parser_finish (parser, &crs);
  g_autoptr (PoskoBoundary) self = NULL;
  Building building = { NULL, reading, teller };

  if (features == NULL || g_cancellable_is_cancelled (cancellable) || !posko_boundary_place (features, reading, crs, teller))
    return NULL;
  posko_features_filter (features, clean_feature, &building);
  self = posko_boundary_build (g_steal_pointer (&features), reading, teller);
  if (self->features->len > 0)
    return g_steal_pointer (&self);
  if (teller->n_errors == 0 && reading->needs_area)
    posko_fault_tell (teller, TRUE, "geojson-empty", NULL, 0, NULL, _ ("no features"), _ ("at least one area"), _ ("export the layer anew"));
  return teller->n_errors == 0 ? g_steal_pointer (&self) : NULL;
}

typedef struct
{
  PoskoBoundaryParser *parser;
  GCancellable *cancellable;
} Feeding;

static gboolean
feed (const char *chunk, gsize length, gpointer user_data)
{
  const Feeding *self = user_data;
  return !g_cancellable_is_cancelled (self->cancellable) && posko_boundary_parser_feed (self->parser, chunk, length);
}

PoskoBoundary *
posko_boundary_read_bytes (GBytes *geojson, const PoskoBoundaryReading *reading, PoskoBoundaryFaultFunc fault, gpointer user_data,
                           GCancellable *cancellable)
{
  g_return_val_if_fail (geojson != NULL && reading != NULL, NULL);

  PoskoFaultTeller teller = { .func = fault, .user_data = user_data };
  Feeding feeding = { NULL, cancellable };
  gsize length;
  const char *text = g_bytes_get_data (geojson, &length);

  if (length > POSKO_BOUNDARY_MAX_BYTES)
    {
      posko_fault_tell (&teller, TRUE, "geojson-limit", NULL, 0, NULL, _ ("a file over 512 MiB"), _ ("less"), _ ("simplify the layer"));
      return NULL;
    }
  feeding.parser = posko_boundary_parser_new (reading, &teller);
  for (gsize at = 0; at < length && feed (text + at, MIN (CHUNK, length - at), &feeding);)
    at += MIN (CHUNK, length - at);
  return finish (feeding.parser, reading, &teller, cancellable);
}

PoskoBoundary *
posko_boundary_read_file (const char *path, const PoskoBoundaryReading *reading, PoskoBoundaryFaultFunc fault, gpointer user_data,
                          GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && reading != NULL, NULL);

  PoskoFaultTeller teller = { .func = fault, .user_data = user_data };
  Feeding feeding = { posko_boundary_parser_new (reading, &teller), cancellable };
  g_autofree char *crs = NULL;
  GPtrArray *features;

  if (posko_file_stream (path, POSKO_BOUNDARY_MAX_BYTES, feed, &feeding, error))
    return finish (feeding.parser, reading, &teller, cancellable);
  teller.func = NULL; /* that the text breaks off is not what is wrong */
  features = posko_boundary_parser_finish (feeding.parser, &crs);
  g_clear_pointer (&features, g_ptr_array_unref);
  return NULL;
}

PoskoBoundary *
posko_boundary_read (GBytes *geojson, gboolean needs_area, PoskoBoundaryFaultFunc fault, gpointer user_data, GCancellable *cancellable)
{
  const PoskoBoundaryReading reading = { .needs_area = needs_area };
  return posko_boundary_read_bytes (geojson, &reading, fault, user_data, cancellable);
}

PoskoBoundary *
posko_boundary_ref (PoskoBoundary *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer user_data)
{
  PoskoBoundary *self = user_data;

  if (self->tree != NULL)
    GEOSSTRtree_destroy_r (self->geos, self->tree);
  for (guint i = 0; i < self->features->len; i++)
    {
      PoskoFeature *feature = self->features->pdata[i];
      if (feature->geometry != NULL)
        GEOSGeom_destroy_r (self->geos, feature->geometry);
    }
  g_ptr_array_unref (self->features);
  if (self->by_code != NULL)
    g_hash_table_unref (self->by_code);
  g_free (self->by_name);
  GEOS_finish_r (self->geos);
}

void
posko_boundary_unref (PoskoBoundary *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

static const PoskoFeature *
feature_at (const PoskoBoundary *self, guint i)
{
  g_assert (i < self->features->len);
  return self->features->pdata[i];
}

guint
posko_boundary_n (const PoskoBoundary *self)
{
  return self->features->len;
}

const char *
posko_boundary_code (const PoskoBoundary *self, guint i)
{
  return feature_at (self, i)->code;
}

const char *
posko_boundary_name (const PoskoBoundary *self, guint i)
{
  return feature_at (self, i)->name;
}

const char *
posko_boundary_property (const PoskoBoundary *self, guint i, const char *name)
{
  return posko_feature_property (feature_at (self, i), name);
}

guint
posko_boundary_find_all (const PoskoBoundary *self, const char *name, guint *found, guint max)
{
  g_autofree char *key = posko_boundary_name_key (name);
  guint low = 0, high = self->features->len, n = 0;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (strcmp (feature_at (self, self->by_name[middle])->name_key, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < self->features->len && strcmp (feature_at (self, self->by_name[low])->name_key, key) == 0; low++, n++)
    if (n < max)
      found[n] = self->by_name[low];
  return n;
}

guint
posko_boundary_find (const PoskoBoundary *self, const char *code_or_name)
{
  gpointer index = g_hash_table_lookup (self->by_code, code_or_name);
  guint found;

  if (index != NULL)
    return GPOINTER_TO_UINT (index) - 1;
  return posko_boundary_find_all (self, code_or_name, &found, 1) > 0 ? found : POSKO_BOUNDARY_NONE;
}

PoskoLonLat
posko_boundary_inner_point (const PoskoBoundary *self, guint i)
{
  const PoskoFeature *feature = feature_at (self, i);
  PoskoLonLat inner = g_array_index (feature->shape.points, PoskoLonLat, 0);
  GEOSContextHandle_t geos;
  GEOSGeometry *area, *point;

  if (feature->geometry == NULL)
    return inner;
  geos = GEOS_init_r ();
  area = posko_shape_to_geos (&feature->shape, geos);
  point = area != NULL ? GEOSPointOnSurface_r (geos, area) : NULL;
  if (point != NULL && !GEOSisEmpty_r (geos, point))
    {
      GEOSGeomGetX_r (geos, point, &inner.lon);
      GEOSGeomGetY_r (geos, point, &inner.lat);
    }
  if (point != NULL)
    GEOSGeom_destroy_r (geos, point);
  if (area != NULL)
    GEOSGeom_destroy_r (geos, area);
  GEOS_finish_r (geos);
  return inner;
}

gdouble
posko_boundary_area_km2 (const PoskoBoundary *self, guint i)
{
  return posko_shape_area_km2 (&feature_at (self, i)->shape);
}

gdouble
posko_boundary_distance (const PoskoBoundary *self, guint i, const PoskoPlane *plane, PoskoLonLat point)
{
  return posko_shape_distance (&feature_at (self, i)->shape, plane, point);
}

void
posko_boundary_bounds (const PoskoBoundary *self, PoskoLonLat *south_west, PoskoLonLat *north_east)
{
  *south_west = (PoskoLonLat) { INFINITY, INFINITY };
  *north_east = (PoskoLonLat) { -INFINITY, -INFINITY };
  for (guint i = 0; i < self->features->len; i++)
    {
      const PoskoFeature *feature = feature_at (self, i);
      south_west->lon = MIN (south_west->lon, feature->min_lon);
      south_west->lat = MIN (south_west->lat, feature->min_lat);
      north_east->lon = MAX (north_east->lon, feature->max_lon);
      north_east->lat = MAX (north_east->lat, feature->max_lat);
    }
}

/* One thread's part of the work. */
typedef struct
{
  const PoskoBoundary *boundary;
  const PoskoLonLat *points;
  guint *areas;
  guint n;
  GCancellable *cancellable;
  GEOSContextHandle_t geos;
  const GEOSPreparedGeometry **prepared; /* by feature, made when first met */
  GEOSGeometry *point; /* being placed */
  guint best;
} Placing;

static void
on_candidate (void *item, void *user_data)
{
  Placing *self = user_data;
  const guint i = GPOINTER_TO_UINT (item) - 1;

  if (i >= self->best)
    return;
  if (self->prepared[i] == NULL)
    self->prepared[i] = GEOSPrepare_r (self->geos, feature_at (self->boundary, i)->geometry);
  if (self->prepared[i] != NULL && GEOSPreparedIntersects_r (self->geos, self->prepared[i], self->point) == 1)
    self->best = i;
}

static gpointer
place_points (gpointer user_data)
{
  Placing *self = user_data;
  const guint n_features = self->boundary->features->len;

  self->geos = GEOS_init_r ();
  self->prepared = g_new0 (const GEOSPreparedGeometry *, n_features);
  for (guint i = 0; i < self->n; i++)
    {
      if (i % POINTS_BETWEEN_CANCEL_CHECKS == 0 && g_cancellable_is_cancelled (self->cancellable))
        break;
      self->best = POSKO_BOUNDARY_NONE;
      self->point = GEOSGeom_createPointFromXY_r (self->geos, self->points[i].lon, self->points[i].lat);
      GEOSSTRtree_query_r (self->geos, self->boundary->tree, self->point, on_candidate, self);
      GEOSGeom_destroy_r (self->geos, self->point);
      self->areas[i] = self->best;
    }
  for (guint i = 0; i < n_features; i++)
    if (self->prepared[i] != NULL)
      GEOSPreparedGeom_destroy_r (self->geos, self->prepared[i]);
  g_free (self->prepared);
  GEOS_finish_r (self->geos);
  return NULL;
}

gboolean
posko_boundary_locate (const PoskoBoundary *self, const PoskoLonLat *points, guint n, guint *areas, guint n_threads, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && (n == 0 || (points != NULL && areas != NULL)), FALSE);

  const guint n_parts = CLAMP (n / POINTS_PER_THREAD, 1, MAX (1, MIN (n_threads, 64)));
  g_autofree Placing *parts = g_new0 (Placing, n_parts);
  g_autofree GThread **threads = g_new0 (GThread *, n_parts);

  for (guint i = 0; i < n_parts; i++)
    {
      const guint first = (guint) ((guint64) n * i / n_parts), end = (guint) ((guint64) n * (i + 1) / n_parts);
      parts[i] = (Placing) { .boundary = self, .points = points + first, .areas = areas + first, .n = end - first, .cancellable = cancellable };
      if (i > 0)
        threads[i] = g_thread_new ("posko-locate", place_points, &parts[i]);
    }
  place_points (&parts[0]);
  for (guint i = 1; i < n_parts; i++)
    g_thread_join (threads[i]);
  return !posko_set_error_if_cancelled (cancellable, error);
}

static void
append_json_text (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (text, '\\');
      if ((guchar) *value < 0x20)
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *value);
      else
        g_string_append_c (text, *value);
    }
  g_string_append_c (text, '"');
}

static void
append_kecamatan (GString *text, const PoskoFeature *kelurahan)
{
  const char *code = posko_feature_property (kelurahan, "kecamatan_kode"), *name = posko_feature_property (kelurahan, "kecamatan");

  if (code == NULL || code[0] == '\0')
    return;
  g_string_append (text, ",\"kecamatan_kode\":");
  append_json_text (text, code);
  if (name == NULL)
    return;
  g_string_append (text, ",\"kecamatan\":");
  append_json_text (text, name);
}

GString *
posko_boundary_to_geojson (const PoskoBoundary *self, const char *name)
{
  GString *text = g_string_new ("{\"type\":\"FeatureCollection\",\"name\":");

  append_json_text (text, name);
  g_string_append (text, ",\"features\":[\n");
  for (guint i = 0; i < self->features->len; i++)
    {
      const PoskoFeature *feature = feature_at (self, i);
      g_string_append (text, i > 0 ? ",\n{\"type\":\"Feature\",\"properties\":{\"kode\":" : "{\"type\":\"Feature\",\"properties\":{\"kode\":");
      append_json_text (text, feature->code);
      g_string_append (text, ",\"nama\":");
      append_json_text (text, feature->name);
      append_kecamatan (text, feature);
      g_string_append (text, "},\"geometry\":");
      posko_shape_append_geojson (&feature->shape, text);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "\n]}\n");
  return text;
}
