/* boundary-read.c: streams GeoJSON (RFC 7946, Butler et al., "The GeoJSON Format", 2016) into features.
 *
 * yajl calls back for every token; a stack of states says where in the document it stands. Coordinates go straight into flat arrays,
 * whatever the geometry's type turns out to be (its `type` may follow them): the depth at which the first number stood
 * tells positions, rings and polygons apart. Members that mean nothing to us are skipped at any depth up to the limit.
 * The text comes in pieces of any size; lines are counted as they pass. O(bytes) time; memory is that of the geometry.
 */
#include <string.h>
#include <yajl/yajl_parse.h>

#include "boundary-private.h"
#include "i18n.h"
#include "number.h"

#define MAX_DEPTH 64u
#define MAX_TEXT 65536u /* bytes of one property */
#define MAX_PROPERTIES 200u
#define MAX_SILENCE ((gsize) 16 << 20) /* bytes of one text, or of blanks, which yajl holds until they end */

typedef enum
{
  STATE_ROOT,
  STATE_FEATURES,
  STATE_FEATURE,
  STATE_PROPERTIES,
  STATE_GEOMETRY,
  STATE_COORDINATES,
  STATE_CRS,
  STATE_SKIP,
} State;

struct _PoskoBoundaryParser
{
  const PoskoBoundaryReading *reading;
  PoskoFaultTeller *teller;
  yajl_handle yajl;
  const char *text; /* the piece being read */
  gsize length;
  gsize seen;    /* of it, lines were counted up to here */
  guint line;    /* at that place, from 1 */
  gsize silent;  /* bytes since the last piece in which a token ended */
  guint n_tokens;
  State stack[MAX_DEPTH];
  guint depth;
  char key[64];
  gboolean is_collection, is_begun;
  char root_type[32], crs[64];
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
};
typedef PoskoBoundaryParser Reader;

/* Returns: the line that has been reached */
static guint
here (Reader *self)
{
  const gsize at = CLAMP (yajl_get_bytes_consumed (self->yajl), self->seen, self->length);

  for (const char *end; at > self->seen && (end = memchr (self->text + self->seen, '\n', at - self->seen)) != NULL; self->line++)
    self->seen = (gsize) (end - self->text) + 1;
  self->seen = at;
  return self->line;
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
  self->feature->line = here (self);
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
  if (is_key (self, STATE_ROOT, "crs") || is_key (self, STATE_CRS, "properties"))
    return push (self, STATE_CRS);
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

static void
keep (char *to, gsize size, const void *text, gsize length)
{
  const gsize n = MIN (length, size - 1);
  memcpy (to, text, n);
  to[n] = '\0';
}

static int
on_map_key (void *user_data, const unsigned char *key, size_t length)
{
  Reader *self = user_data;
  self->n_tokens++;
  keep (self->key, sizeof self->key, key, length);
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
    keep (self->type, sizeof self->type, text, length);
  if (is_key (self, STATE_ROOT, "type"))
    keep (self->root_type, sizeof self->root_type, text, length);
  if (is_key (self, STATE_CRS, "name") || is_key (self, STATE_CRS, "href"))
    keep (self->crs, sizeof self->crs, text, length);
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
  if (is_key (self, STATE_CRS, "code")) /* the oldest form: {"type":"EPSG","properties":{"code":4326}} */
    keep (self->crs, sizeof self->crs, text, length);
  if (state (self) != STATE_COORDINATES)
    return 1;
  if (self->position_level == 0)
    self->position_level = self->level;
  self->bad_structure = self->bad_structure || self->level != self->position_level;
  self->n_tokens++;
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

/* Returns: whether the geometry can be used */
static gboolean
check_geometry (Reader *self)
{
  PoskoFeature *feature = self->feature;
  PoskoShapeKind kind = POSKO_SHAPE_NONE;
  const guint level = expected_level (self->type, &kind);

  if (self->bad_number || self->bad_structure || (level > 0 && feature->shape.points->len > 0 && self->position_level != level))
    {
      posko_fault_tell (self->teller, TRUE, "geojson-coordinates", feature, 0, NULL,
                        self->bad_number ? _ ("a coordinate that is no finite number") : _ ("coordinates that do not fit the geometry's type"),
                        _ ("coordinates as RFC 7946 says"), _ ("export the layer anew"));
      return FALSE;
    }
  feature->shape.kind = kind;
  if (level > 0 && feature->shape.points->len > 0 && (!self->reading->needs_area || kind == POSKO_SHAPE_AREAS))
    return TRUE;
  return posko_feature_tell_no_area (feature, self->reading,
                                     self->type[0] == '\0'             ? _ ("no geometry")
                                     : feature->shape.points->len == 0 ? _ ("an empty geometry")
                                                                       : self->type,
                                     self->teller);
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
      if (!self->reading->needs_area || self->reading->as_found || (value != NULL && value[0] != '\0'))
        continue;
      g_autoptr (GString) found = g_string_new (NULL);
      for (guint p = 0; p + 1 < feature->properties->len && p < 40; p += 2)
        g_string_append_printf (found, "%s%s", p > 0 ? ", " : "", (const char *) feature->properties->pdata[p]);
      posko_fault_tell (self->teller, TRUE, "geojson-property", feature, 0, needed[i],
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
  if (sound)
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
tell_syntax (Reader *self)
{
  unsigned char *message = yajl_get_error (self->yajl, 0, NULL, 0);
  posko_fault_tell (self->teller, TRUE, "geojson-syntax", NULL, here (self), NULL, g_strstrip ((char *) message), _ ("GeoJSON (RFC 7946)"),
                    _ ("export the layer anew"));
  yajl_free_error (self->yajl, message);
}

PoskoBoundaryParser *
posko_boundary_parser_new (const PoskoBoundaryReading *reading, PoskoFaultTeller *teller)
{
  static const yajl_callbacks callbacks = { on_null,      on_boolean, NULL,       NULL,           on_number,   on_string,
                                            on_start_map, on_map_key, on_end_map, on_start_array, on_end_array };
  PoskoBoundaryParser *self = g_new0 (PoskoBoundaryParser, 1);

  self->reading = reading;
  self->teller = teller;
  self->features = g_ptr_array_new_with_free_func (posko_feature_free);
  self->yajl = yajl_alloc (&callbacks, NULL, self);
  self->line = 1;
  return self;
}

gboolean
posko_boundary_parser_feed (PoskoBoundaryParser *self, const char *text, gsize length)
{
  if (!self->is_begun && length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      posko_fault_tell (self->teller, FALSE, "geojson-mark", NULL, 0, NULL, _ ("a byte order mark"), NULL, _ ("nothing: it is skipped"));
      text += 3;
      length -= 3;
    }
  self->is_begun = TRUE;
  self->text = text;
  self->length = length;
  self->seen = 0;
  if (yajl_parse (self->yajl, (const unsigned char *) text, length) != yajl_status_ok)
    {
      if (!self->stopped)
        tell_syntax (self);
      self->stopped = TRUE;
      return FALSE;
    }
  self->silent = self->n_tokens == 0 ? self->silent + length : 0;
  self->n_tokens = 0;
  if (self->silent > MAX_SILENCE)
    return stop (self, "geojson-limit", _ ("16 MiB without a value"), _ ("less"), _ ("look whether this is the right file"));
  here (self);
  return TRUE;
}

static void
check_collection (Reader *self)
{
  g_autofree char *found = self->root_type[0] != '\0' ? g_strdup_printf ("\"type\": \"%s\"", self->root_type) : g_strdup (_ ("no list of features"));

  self->text = NULL;
  self->length = self->seen = 0;
  if (yajl_complete_parse (self->yajl) != yajl_status_ok)
    {
      if (!self->stopped)
        tell_syntax (self);
      self->stopped = TRUE;
    }
  else if (!self->is_collection)
    self->stopped = stop (self, "geojson-not-collection", found, _ ("a GeoJSON FeatureCollection"), _ ("export the layer as GeoJSON")) == 0;
}

GPtrArray *
posko_boundary_parser_finish (PoskoBoundaryParser *self, char **crs)
{
  GPtrArray *features = self->features;

  if (!self->stopped)
    check_collection (self);
  yajl_free (self->yajl);
  if (self->feature != NULL)
    posko_feature_free (self->feature);
  if (self->stopped)
    g_clear_pointer (&features, g_ptr_array_unref);
  *crs = g_strdup (self->crs);
  g_free (self);
  return features;
}
