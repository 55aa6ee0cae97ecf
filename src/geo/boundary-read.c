/* boundary-read.c: streams GeoJSON (RFC 7946, Butler et al., "The GeoJSON Format", 2016) into features.
 *
 * yajl calls back for every token; a stack of states says where in the document it stands. Coordinates go straight into flat arrays,
 * whatever the geometry's type turns out to be (its `type` may follow them): the depth at which the first number stood
 * tells positions, rings and polygons apart. Members that mean nothing to us are skipped at any depth up to the limit.
 * O(bytes) time; memory is that of the geometry.
 */
#include <math.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "boundary-private.h"
#include "i18n.h"
#include "number.h"

#define MAX_DEPTH 64u
#define MAX_TEXT 65536u /* bytes of one property */
#define MAX_PROPERTIES 200u
#define CHUNK ((gsize) 1 << 20) /* bytes between two looks at the cancellable */

typedef enum
{
  STATE_ROOT,
  STATE_FEATURES,
  STATE_FEATURE,
  STATE_PROPERTIES,
  STATE_GEOMETRY,
  STATE_COORDINATES,
  STATE_SKIP,
} State;

typedef struct
{
  PoskoFaultTeller *teller;
  yajl_handle yajl;
  gsize base; /* byte at which the chunk begins */
  gboolean needs_area;
  State stack[MAX_DEPTH];
  guint depth;
  char key[64];
  gboolean is_collection;
  GPtrArray *features;
  PoskoFeature *feature; /* the one being read */
  guint n_features;
  gsize n_vertices;
  gboolean stopped; /* a fault was told that ends the reading */
  /* of the geometry being read */
  char type[32];
  guint level, position_level;
  gdouble numbers[2];
  guint n_numbers;
  gboolean bad_structure, bad_number;
} Reader;

static gsize
here (const Reader *self)
{
  return self->base + yajl_get_bytes_consumed (self->yajl);
}

static int
stop (Reader *self, const char *code, const char *found, const char *expected, const char *remedy)
{
  posko_fault_tell (self->teller, TRUE, code, NULL, here (self), NULL, found, expected, remedy);
  self->stopped = TRUE;
  return 0;
}

static State
state (const Reader *self)
{
  return self->depth > 0 ? self->stack[self->depth - 1] : STATE_SKIP;
}

static int
push (Reader *self, State next)
{
  if (self->depth == MAX_DEPTH)
    return stop (self, "geojson-depth", _ ("arrays and objects nested too deep"), _ ("at most 64 levels"), _ ("look whether this is the right file"));
  self->stack[self->depth++] = next;
  return 1;
}

static gboolean
is_key (const Reader *self, State in, const char *key)
{
  return state (self) == in && strcmp (self->key, key) == 0;
}

static int
begin_feature (Reader *self)
{
  if (self->n_features == POSKO_BOUNDARY_MAX_FEATURES)
    return stop (self, "geojson-limit", _ ("more than 200,000 features"), _ ("fewer"), _ ("look whether this is the right file"));
  self->feature = g_new0 (PoskoFeature, 1);
  self->feature->properties = g_ptr_array_new_with_free_func (g_free);
  self->feature->number = self->n_features++;
  self->feature->offset = here (self);
  posko_shape_init (&self->feature->shape);
  self->type[0] = '\0';
  self->bad_structure = self->bad_number = FALSE;
  return push (self, STATE_FEATURE);
}

static void
begin_coordinates (Reader *self)
{
  self->level = 1;
  self->position_level = 0;
  self->n_numbers = 0;
  posko_shape_clear (&self->feature->shape); /* a second `coordinates` replaces the first */
  posko_shape_init (&self->feature->shape);
}

static int
on_start_map (void *user_data)
{
  Reader *self = user_data;

  if (self->depth == 0)
    return push (self, STATE_ROOT);
  if (state (self) == STATE_FEATURES)
    return begin_feature (self);
  if (is_key (self, STATE_FEATURE, "properties"))
    return push (self, STATE_PROPERTIES);
  if (is_key (self, STATE_FEATURE, "geometry"))
    return push (self, STATE_GEOMETRY);
  self->bad_structure = self->bad_structure || state (self) == STATE_COORDINATES;
  return push (self, STATE_SKIP);
}

static int
on_start_array (void *user_data)
{
  Reader *self = user_data;

  if (is_key (self, STATE_ROOT, "features"))
    {
      self->is_collection = TRUE;
      return push (self, STATE_FEATURES);
    }
  if (is_key (self, STATE_GEOMETRY, "coordinates"))
    {
      begin_coordinates (self);
      return push (self, STATE_COORDINATES);
    }
  if (state (self) != STATE_COORDINATES)
    return push (self, STATE_SKIP);
  self->bad_structure = self->bad_structure || (self->position_level > 0 && self->level >= self->position_level);
  self->level++;
  return push (self, STATE_COORDINATES);
}

static int
on_map_key (void *user_data, const unsigned char *key, size_t length)
{
  Reader *self = user_data;
  const gsize n = MIN (length, sizeof self->key - 1);

  memcpy (self->key, key, n);
  self->key[n] = '\0';
  return 1;
}

static int
add_property (Reader *self, const char *text, gsize length)
{
  if (self->feature->properties->len >= 2 * MAX_PROPERTIES || length > MAX_TEXT)
    return stop (self, "geojson-limit", _ ("a property over 64 KiB, or over 200 of them"), _ ("fewer"), _ ("take out what no one needs"));
  g_ptr_array_add (self->feature->properties, g_strdup (self->key));
  g_ptr_array_add (self->feature->properties, g_strstrip (g_strndup (text, length)));
  return 1;
}

static int
on_string (void *user_data, const unsigned char *text, size_t length)
{
  Reader *self = user_data;

  if (state (self) == STATE_PROPERTIES)
    return add_property (self, (const char *) text, length);
  if (is_key (self, STATE_GEOMETRY, "type"))
    {
      const gsize n = MIN (length, sizeof self->type - 1);
      memcpy (self->type, text, n);
      self->type[n] = '\0';
    }
  self->bad_structure = self->bad_structure || state (self) == STATE_COORDINATES;
  return 1;
}

static int
on_number (void *user_data, const char *text, size_t length)
{
  Reader *self = user_data;
  gdouble value = 0;

  if (state (self) == STATE_PROPERTIES)
    return add_property (self, text, length);
  if (state (self) != STATE_COORDINATES)
    return 1;
  if (self->position_level == 0)
    self->position_level = self->level;
  self->bad_structure = self->bad_structure || self->level != self->position_level;
  if (!posko_number_read_decimal (text, length, '.', &value))
    self->bad_number = TRUE;
  if (self->n_numbers < 2)
    self->numbers[self->n_numbers] = value;
  self->n_numbers++;
  return 1;
}

static int
on_boolean (void *user_data, int value)
{
  Reader *self = user_data;

  if (state (self) == STATE_PROPERTIES)
    return add_property (self, value ? "true" : "false", value ? 4 : 5);
  self->bad_structure = self->bad_structure || state (self) == STATE_COORDINATES;
  return 1;
}

static int
on_null (void *user_data)
{
  Reader *self = user_data;
  self->bad_structure = self->bad_structure || state (self) == STATE_COORDINATES;
  return 1;
}

static int
end_position (Reader *self)
{
  PoskoLonLat point = { self->numbers[0], self->numbers[1] };

  self->bad_structure = self->bad_structure || self->n_numbers < 2;
  self->n_numbers = 0;
  if (++self->n_vertices > POSKO_BOUNDARY_MAX_VERTICES)
    return stop (self, "geojson-limit", _ ("more than 20 million points"), _ ("fewer"), _ ("simplify the layer"));
  g_array_append_val (self->feature->shape.points, point);
  return 1;
}

/* A position, a path or an area ends, as the depth of the first number says. */
static int
end_coordinates (Reader *self)
{
  PoskoShape *shape = &self->feature->shape;
  const guint level = self->level--;

  if (self->position_level == 0)
    return 1;
  if (level == self->position_level)
    return end_position (self);
  if (level + 1 == self->position_level)
    g_array_append_val (shape->path_ends, shape->points->len);
  else if (level + 2 == self->position_level)
    g_array_append_val (shape->area_ends, shape->path_ends->len);
  return 1;
}

/* The depth at which positions of this type stand. Returns: 0 for a type that is none of ours */
static guint
expected_level (const char *type, PoskoShapeKind *kind)
{
  static const struct
  {
    const char *type;
    guint level;
    PoskoShapeKind kind;
  } types[] = {
    { "Polygon", 3, POSKO_SHAPE_AREAS },    { "MultiPolygon", 4, POSKO_SHAPE_AREAS },    { "Point", 1, POSKO_SHAPE_POINTS },
    { "MultiPoint", 2, POSKO_SHAPE_POINTS }, { "LineString", 2, POSKO_SHAPE_LINES },     { "MultiLineString", 3, POSKO_SHAPE_LINES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      {
        *kind = types[i].kind;
        return types[i].level;
      }
  return 0;
}

/* Coordinates off the globe: swapped ones are told by what they would be the other way round. Returns: whether all are sound */
static gboolean
check_range (Reader *self)
{
  const GArray *points = self->feature->shape.points;
  gboolean swapped = TRUE, sound = TRUE;

  for (guint i = 0; i < points->len; i++)
    {
      const PoskoLonLat point = g_array_index (points, PoskoLonLat, i);
      sound = sound && fabs (point.lon) <= 180 && fabs (point.lat) <= 90;
      swapped = swapped && fabs (point.lat) > 90 && fabs (point.lat) <= 180 && fabs (point.lon) <= 90;
    }
  if (sound)
    return TRUE;
  if (swapped)
    posko_fault_tell (self->teller, TRUE, "geojson-swapped", self->feature, self->feature->offset, NULL, _ ("latitude before longitude"),
                      _ ("[longitude, latitude], as RFC 7946 says"), _ ("swap the coordinates of the whole file"));
  else
    posko_fault_tell (self->teller, TRUE, "geojson-range", self->feature, self->feature->offset, NULL, _ ("coordinates that are no degrees"),
                      _ ("longitude -180..180 and latitude -90..90, WGS 84"), _ ("export the layer as EPSG:4326"));
  return FALSE;
}

/* Returns: whether the geometry can be used */
static gboolean
check_geometry (Reader *self)
{
  PoskoFeature *feature = self->feature;
  PoskoShapeKind kind = POSKO_SHAPE_NONE;
  const guint level = expected_level (self->type, &kind);

  if (self->bad_number || self->bad_structure || (level > 0 && feature->shape.points->len > 0 && self->position_level != level))
    {
      posko_fault_tell (self->teller, TRUE, "geojson-coordinates", feature, feature->offset, NULL,
                        self->bad_number ? _ ("a coordinate that is no finite number") : _ ("coordinates that do not fit the geometry's type"),
                        _ ("coordinates as RFC 7946 says"), _ ("export the layer anew"));
      return FALSE;
    }
  if (level == 0 || feature->shape.points->len == 0 || (self->needs_area && kind != POSKO_SHAPE_AREAS))
    {
      g_autofree char *found = g_strdup (self->type[0] == '\0'                 ? _ ("no geometry")
                                         : feature->shape.points->len == 0     ? _ ("an empty geometry")
                                                                               : self->type);
      posko_fault_tell (self->teller, TRUE, "geojson-no-area", feature, feature->offset, NULL, found,
                        self->needs_area ? _ ("a Polygon or MultiPolygon") : _ ("a geometry with coordinates"),
                        _ ("draw it, or take the feature out"));
      return FALSE;
    }
  feature->shape.kind = kind;
  return check_range (self);
}

static gboolean
check_names (Reader *self)
{
  static const char *const needed[] = { "kode", "nama" };
  PoskoFeature *feature = self->feature;
  gboolean sound = TRUE;

  feature->code = g_strdup (posko_feature_property (feature, "kode"));
  feature->name = g_strdup (posko_feature_property (feature, "nama"));
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      const char *value = i == 0 ? feature->code : feature->name;
      if (!self->needs_area || (value != NULL && value[0] != '\0'))
        continue;
      g_autoptr (GString) found = g_string_new (NULL);
      for (guint p = 0; p + 1 < feature->properties->len && p < 40; p += 2)
        g_string_append_printf (found, "%s%s", p > 0 ? ", " : "", (const char *) feature->properties->pdata[p]);
      posko_fault_tell (self->teller, TRUE, "geojson-property", feature, feature->offset, needed[i],
                        found->len > 0 ? found->str : _ ("no properties"), needed[i], _ ("rename the property that holds it"));
      sound = FALSE;
    }
  if (feature->code == NULL)
    feature->code = g_strdup ("");
  if (feature->name == NULL)
    feature->name = g_strdup ("");
  return sound;
}

static void
end_feature (Reader *self)
{
  gboolean sound = check_names (self);
  sound = check_geometry (self) && sound;
  if (sound && posko_shape_clean (self->feature, self->teller))
    g_ptr_array_add (self->features, self->feature);
  else
    posko_feature_free (self->feature);
  self->feature = NULL;
}

static int
on_end_map (void *user_data)
{
  Reader *self = user_data;
  const State ended = state (self);

  self->depth--;
  if (ended == STATE_FEATURE)
    end_feature (self);
  self->key[0] = '\0';
  return 1;
}

static int
on_end_array (void *user_data)
{
  Reader *self = user_data;
  const State ended = state (self);

  self->depth--;
  if (ended == STATE_COORDINATES)
    return end_coordinates (self);
  self->key[0] = '\0';
  return 1;
}

static void
tell_syntax (Reader *self, const char *text, gsize length)
{
  unsigned char *message = yajl_get_error (self->yajl, 0, (const unsigned char *) text, length);
  posko_fault_tell (self->teller, TRUE, "geojson-syntax", NULL, here (self), NULL, g_strstrip ((char *) message), _ ("GeoJSON (RFC 7946)"),
                    _ ("export the layer anew"));
  yajl_free_error (self->yajl, message);
}

/* Returns: whether the whole text was read */
static gboolean
feed (Reader *self, const char *text, gsize length, GCancellable *cancellable)
{
  yajl_status status = yajl_status_ok;

  for (gsize at = 0; at < length && status == yajl_status_ok; at += CHUNK)
    {
      const gsize n = MIN (CHUNK, length - at);
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      self->base = (gsize) (text - self->teller->text) + at;
      status = yajl_parse (self->yajl, (const unsigned char *) text + at, n);
      if (status == yajl_status_error)
        tell_syntax (self, text + at, n);
    }
  if (status == yajl_status_ok)
    {
      status = yajl_complete_parse (self->yajl);
      self->base = self->teller->length;
      if (status == yajl_status_error)
        tell_syntax (self, NULL, 0);
    }
  return status == yajl_status_ok;
}

GPtrArray *
posko_boundary_parse (GBytes *geojson, gboolean needs_area, PoskoFaultTeller *teller, GCancellable *cancellable)
{
  static const yajl_callbacks callbacks = { on_null,      on_boolean, NULL,       NULL,           on_number,   on_string,
                                            on_start_map, on_map_key, on_end_map, on_start_array, on_end_array };
  g_autofree Reader *self = g_new0 (Reader, 1);
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func (posko_feature_free);
  gsize length;
  const char *text = g_bytes_get_data (geojson, &length);
  gboolean whole;

  if (length > POSKO_BOUNDARY_MAX_BYTES)
    {
      posko_fault_tell (teller, TRUE, "geojson-limit", NULL, 0, NULL, _ ("a file over 512 MiB"), _ ("less"), _ ("simplify the layer"));
      return NULL;
    }
  self->teller = teller;
  self->needs_area = needs_area;
  self->features = features;
  self->yajl = yajl_alloc (&callbacks, NULL, self);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      posko_fault_tell (teller, FALSE, "geojson-mark", NULL, 0, NULL, _ ("a byte order mark"), NULL, _ ("nothing: it is skipped"));
      text += 3;
      length -= 3;
    }
  whole = feed (self, text, length, cancellable);
  yajl_free (self->yajl);
  if (self->feature != NULL)
    posko_feature_free (self->feature);
  if (whole && !self->is_collection)
    {
      posko_fault_tell (teller, TRUE, "geojson-not-collection", NULL, 0, NULL, _ ("no list of features"), _ ("a GeoJSON FeatureCollection"),
                        _ ("export the layer as GeoJSON"));
      whole = FALSE;
    }
  return whole ? g_steal_pointer (&features) : NULL;
}
