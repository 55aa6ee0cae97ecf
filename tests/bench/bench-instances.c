/* bench-instances.c: readers of public routing instances; see bench-instances.h. O(file). */
#include "bench-instances.h"
#include "error.h"
#include "json-read.h"
#include <math.h>
#include <string.h>

#define EARTH_RADIUS_M 6371008.8
#define CITY_DETOUR 1.35
#define CITY_M_PER_S (25.0 / 3.6)

/* ---- numbers in a text ---- */

typedef struct
{
  const char *at;
  gboolean failed;
} Scan;

static gdouble
scan_number (Scan *scan)
{
  char *end = NULL;
  const gdouble value = g_ascii_strtod (scan->at, &end);
  if (end == scan->at || !isfinite (value) || fabs (value) > 1e12)
    {
      scan->failed = TRUE;
      return 0.0;
    }
  scan->at = end;
  return value;
}

static gint64
scan_scaled (Scan *scan, gint64 scale)
{
  return (gint64) floor (scan_number (scan) * (gdouble) scale + 0.5);
}

static guint
scan_count (Scan *scan, guint most)
{
  const gdouble value = scan_number (scan);
  if (value < 0.0 || value > (gdouble) most)
    {
      scan->failed = TRUE;
      return 0;
    }
  return (guint) value;
}

/* Behind the next occurrence of @word, or the end of the text. */
static void
scan_to (Scan *scan, const char *word)
{
  const char *found = strstr (scan->at, word);
  if (found == NULL)
    scan->failed = TRUE;
  else
    scan->at = found + strlen (word);
}

static void
scan_end_of_line (Scan *scan)
{
  scan->at += strcspn (scan->at, "\n");
}

static BenchInstance *
instance_new (BenchConvention convention)
{
  BenchInstance *self = g_new0 (BenchInstance, 1);
  self->convention = convention;
  self->points = g_array_new (FALSE, TRUE, sizeof (BenchPoint));
  self->stops = g_array_new (FALSE, TRUE, sizeof (BenchStop));
  self->vehicles = g_array_new (FALSE, TRUE, sizeof (BenchVehicle));
  self->fresh = BENCH_NO_LIMIT;
  return self;
}

void
bench_instance_free (BenchInstance *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->matrix);
  g_array_unref (self->points);
  g_array_unref (self->stops);
  g_array_unref (self->vehicles);
  g_free (self);
}

static void
add_point (BenchInstance *self, gdouble x, gdouble y)
{
  const BenchPoint point = { x, y };
  g_array_append_val (self->points, point);
}

static void
add_vehicles (BenchInstance *self, guint n, BenchVehicle vehicle)
{
  for (guint i = 0; i < n; i++)
    g_array_append_val (self->vehicles, vehicle);
}

/* ---- TSPLIB ---- */

static void
read_tsplib (BenchInstance *self, Scan *scan)
{
  const char *const begin = scan->at;
  scan_to (scan, "DIMENSION");
  scan->at += strspn (scan->at, " \t:");
  const guint n = scan_count (scan, 1000000);
  scan->at = begin;
  scan_to (scan, "CAPACITY");
  scan->at += strspn (scan->at, " \t:");
  const gint64 capacity = scan_scaled (scan, 1);
  if (strstr (begin, "EUC_2D") == NULL || n < 1)
    scan->failed = TRUE;
  scan->at = begin;
  scan_to (scan, "NODE_COORD_SECTION");
  for (guint i = 0; i < n && !scan->failed; i++)
    {
      scan_number (scan);
      const gdouble x = scan_number (scan);
      add_point (self, x, scan_number (scan));
    }
  scan->at = begin;
  scan_to (scan, "DEMAND_SECTION");
  for (guint i = 0; i < n && !scan->failed; i++)
    {
      scan_number (scan);
      const BenchStop stop = { .demand = scan_scaled (scan, 1), .to = BENCH_NO_LIMIT, .location = i };
      if (i > 0)
        g_array_append_val (self->stops, stop);
    }
  self->n_depots = 1;
  if (!scan->failed)
    add_vehicles (self, n,
                  (BenchVehicle){ .capacity = capacity, .to = BENCH_NO_LIMIT, .max_duration = BENCH_NO_LIMIT });
}

/* ---- Solomon, Homberger ---- */

static void
read_solomon (BenchInstance *self, Scan *scan)
{
  BenchVehicle vehicle = { .max_duration = BENCH_NO_LIMIT };
  scan_to (scan, "CAPACITY");
  const guint n_vehicles = scan_count (scan, 100000);
  vehicle.capacity = scan_scaled (scan, 1);
  scan_to (scan, "CUSTOMER");
  scan_end_of_line (scan);
  scan->at += strspn (scan->at, "\r\n");
  scan_end_of_line (scan);
  self->n_depots = 1;
  for (scan->at += strspn (scan->at, " \t\r\n"); *scan->at != '\0' && !scan->failed;
       scan->at += strspn (scan->at, " \t\r\n"))
    {
      BenchStop stop = { .location = self->points->len };
      scan_number (scan);
      const gdouble x = scan_number (scan);
      add_point (self, x, scan_number (scan));
      stop.demand = scan_scaled (scan, 1);
      stop.from = scan_scaled (scan, 10);
      stop.to = scan_scaled (scan, 10);
      stop.service = scan_scaled (scan, 10);
      if (stop.location > 0)
        g_array_append_val (self->stops, stop);
      else
        vehicle.from = stop.from, vehicle.to = stop.to;
    }
  add_vehicles (self, n_vehicles, vehicle);
}

/* ---- Cordeau ---- */

static BenchStop
scan_cordeau_row (BenchInstance *self, Scan *scan, gboolean windows, BenchPoint *point)
{
  BenchStop stop = { .to = BENCH_NO_LIMIT };
  scan_number (scan);
  point->x = scan_number (scan);
  point->y = scan_number (scan);
  stop.service = scan_scaled (scan, 1000);
  stop.demand = scan_scaled (scan, 1);
  scan_number (scan); /* frequency */
  const char *const line_end = scan->at + strcspn (scan->at, "\n");
  for (guint a = scan_count (scan, 1000); a > 0 && !scan->failed; a--)
    scan_number (scan);
  if (windows && scan->at < line_end)
    {
      stop.from = scan_scaled (scan, 1000);
      stop.to = scan_scaled (scan, 1000);
    }
  scan->at = line_end;
  return stop;
}

static void
read_cordeau (BenchInstance *self, Scan *scan)
{
  const guint type = scan_count (scan, 10), m = scan_count (scan, 10000), n = scan_count (scan, 100000);
  const guint t = scan_count (scan, 1000);
  g_autoptr (GArray) limits = g_array_new (FALSE, TRUE, sizeof (BenchVehicle));
  if (type != 2 && type != 6)
    scan->failed = TRUE;
  self->n_depots = t;
  g_array_set_size (self->points, n + t);
  for (guint d = 0; d < t && !scan->failed; d++)
    {
      BenchVehicle v = { .depot = d, .to = BENCH_NO_LIMIT };
      v.max_duration = scan_scaled (scan, 1000);
      v.capacity = scan_scaled (scan, 1);
      if (v.max_duration == 0)
        v.max_duration = BENCH_NO_LIMIT;
      g_array_append_val (limits, v);
    }
  for (guint i = 0; i < n + t && !scan->failed; i++)
    {
      const guint location = i < n ? t + i : i - n;
      BenchStop stop = scan_cordeau_row (self, scan, type == 6, &g_array_index (self->points, BenchPoint, location));
      stop.location = location;
      if (i < n)
        {
          g_array_append_val (self->stops, stop);
          continue;
        }
      BenchVehicle v = g_array_index (limits, BenchVehicle, i - n);
      if (stop.to < BENCH_NO_LIMIT && stop.to > 0)
        v.from = stop.from, v.to = stop.to;
      add_vehicles (self, m, v);
    }
}

/* ---- VROOM: what the city files use of it ---- */

#define WHOLE_MOST (BENCH_NO_LIMIT - 1)

static gboolean
get_pair (const PoskoJsonCursor *at, gint64 *from, gint64 *to, GError **error)
{
  const PoskoJsonCursor first = posko_json_element (at, 0), second = posko_json_element (at, 1);
  return posko_json_get_integer (&first, 0, WHOLE_MOST, from, error)
         && posko_json_get_integer (&second, 0, WHOLE_MOST, to, error);
}

/* Sets the point of location @index to the lon, lat pair at @at. */
static gboolean
get_point (BenchInstance *self, const PoskoJsonCursor *parent, const char *place, const char *place_index, guint *index,
           GError **error)
{
  const PoskoJsonCursor pair = posko_json_member (parent, place), number = posko_json_member (parent, place_index);
  const PoskoJsonCursor x = posko_json_element (&pair, 0), y = posko_json_element (&pair, 1);
  gdouble lon, lat;
  gint64 where;
  if (!posko_json_get_integer (&number, 0, 100000, &where, error)
      || !posko_json_get_number (&x, -180.0, 180.0, &lon, error)
      || !posko_json_get_number (&y, -90.0, 90.0, &lat, error))
    return FALSE;
  *index = (guint) where;
  if (self->points->len <= *index)
    g_array_set_size (self->points, *index + 1);
  g_array_index (self->points, BenchPoint, *index) = (BenchPoint){ lon * G_PI / 180.0, lat * G_PI / 180.0 };
  return TRUE;
}

static gboolean
get_vehicle (BenchInstance *self, const PoskoJsonCursor *at, GError **error)
{
  const PoskoJsonCursor hours = posko_json_member (at, "time_window"), capacity = posko_json_member (at, "capacity");
  const PoskoJsonCursor portions = posko_json_element (&capacity, 0), end = posko_json_member (at, "end_index");
  BenchVehicle v = { .max_duration = BENCH_NO_LIMIT };
  gint64 back;
  if (!get_point (self, at, "start", "start_index", &v.depot, error) || !get_pair (&hours, &v.from, &v.to, error)
      || !posko_json_get_integer (&portions, 0, WHOLE_MOST, &v.capacity, error)
      || !posko_json_get_integer (&end, v.depot, v.depot, &back, error))
    return FALSE;
  g_array_append_val (self->vehicles, v);
  self->n_depots = MAX (self->n_depots, v.depot + 1);
  return TRUE;
}

static gboolean
get_job (BenchInstance *self, const PoskoJsonCursor *at, GError **error)
{
  const PoskoJsonCursor windows = posko_json_member (at, "time_windows"), service = posko_json_member (at, "service");
  const PoskoJsonCursor window = posko_json_element (&windows, 0), delivery = posko_json_member (at, "delivery");
  const PoskoJsonCursor portions = posko_json_element (&delivery, 0);
  BenchStop s = { 0 };
  if (!get_point (self, at, "location", "location_index", &s.location, error)
      || !get_pair (&window, &s.from, &s.to, error)
      || !posko_json_get_integer (&portions, 0, WHOLE_MOST, &s.demand, error)
      || !posko_json_get_integer (&service, 0, WHOLE_MOST, &s.service, error))
    return FALSE;
  g_array_append_val (self->stops, s);
  return TRUE;
}

static gboolean
get_matrix (BenchInstance *self, const PoskoJsonCursor *rows, GError **error)
{
  const guint n = self->points->len;
  self->matrix = g_new (guint32, (gsize) n * n);
  for (guint i = 0; i < n; i++)
    {
      const PoskoJsonCursor row = posko_json_element (rows, i);
      for (guint j = 0; j < n; j++)
        {
          const PoskoJsonCursor cell = posko_json_element (&row, j);
          gint64 seconds;
          if (!posko_json_get_integer (&cell, 0, WHOLE_MOST, &seconds, error))
            return FALSE;
          self->matrix[(gsize) i * n + j] = (guint32) seconds;
        }
    }
  return TRUE;
}

static gboolean
read_vroom (BenchInstance *self, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) root = posko_json_read (text, length, error);
  if (root == NULL)
    return FALSE;
  const PoskoJsonCursor top = posko_json_cursor (root);
  const PoskoJsonCursor vehicles = posko_json_member (&top, "vehicles"), jobs = posko_json_member (&top, "jobs");
  const PoskoJsonCursor meta = posko_json_member (&top, "meta"), hot = posko_json_member (&meta, "hot_food_limit_s");
  const PoskoJsonCursor matrices = posko_json_member (&top, "matrices"), car = posko_json_member (&matrices, "car");
  const PoskoJsonCursor durations = posko_json_member (&car, "durations");
  if (posko_json_get_array (&vehicles, error) == NULL || posko_json_get_array (&jobs, error) == NULL)
    return FALSE;
  const guint n_vehicles = json_array_get_length (json_node_get_array (vehicles.node));
  const guint n_jobs = json_array_get_length (json_node_get_array (jobs.node));
  for (guint i = 0; i < n_vehicles; i++)
    {
      const PoskoJsonCursor at = posko_json_element (&vehicles, i);
      if (!get_vehicle (self, &at, error))
        return FALSE;
    }
  for (guint i = 0; i < n_jobs; i++)
    {
      const PoskoJsonCursor at = posko_json_element (&jobs, i);
      if (!get_job (self, &at, error))
        return FALSE;
    }
  if (posko_json_exists (&hot) && !posko_json_get_integer (&hot, 0, WHOLE_MOST, &self->fresh, error))
    return FALSE;
  return !posko_json_exists (&durations) || get_matrix (self, &durations, error);
}

/* ---- all ---- */

static gboolean
read_text (BenchInstance *self, const char *text, GError **error)
{
  Scan scan = { .at = text };
  if (self->convention == BENCH_ROUND)
    read_tsplib (self, &scan);
  else if (self->convention == BENCH_TRUNC1)
    read_solomon (self, &scan);
  else
    read_cordeau (self, &scan);
  if (!scan.failed)
    return TRUE;
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT,
                       "neither EUC_2D .vrp, Solomon, Cordeau (type 2 or 6) nor VROOM JSON");
  return FALSE;
}

BenchInstance *
bench_instance_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  g_autoptr (BenchInstance) self = NULL;
  gboolean done;
  if (g_str_has_suffix (path, ".json"))
    {
      self = instance_new (BENCH_CITY);
      done = read_vroom (self, text, length, error);
    }
  else
    {
      self = instance_new (g_str_has_suffix (path, ".vrp")     ? BENCH_ROUND
                           : strstr (text, "CUSTOMER") != NULL ? BENCH_TRUNC1
                                                               : BENCH_DOUBLE);
      done = read_text (self, text, error);
    }
  if (!done)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  self->name = g_path_get_basename (path);
  char *const extension = strrchr (self->name, '.');
  if (extension != NULL)
    *extension = '\0';
  return g_steal_pointer (&self);
}

guint32
bench_instance_travel (const BenchInstance *self, guint from, guint to)
{
  if (self->matrix != NULL)
    return self->matrix[(gsize) from * self->points->len + to];
  const BenchPoint a = g_array_index (self->points, BenchPoint, from), b = g_array_index (self->points, BenchPoint, to);
  const gdouble dx = b.x - a.x, dy = b.y - a.y;
  if (self->convention == BENCH_CITY)
    {
      const gdouble h = pow (sin (dy / 2.0), 2.0) + cos (a.y) * cos (b.y) * pow (sin (dx / 2.0), 2.0);
      const gdouble metres = 2.0 * EARTH_RADIUS_M * asin (sqrt (MIN (1.0, h)));
      return (guint32) floor (metres * CITY_DETOUR / CITY_M_PER_S + 0.5);
    }
  const gdouble distance = sqrt (dx * dx + dy * dy);
  if (self->convention == BENCH_TRUNC1)
    return (guint32) floor (distance * 10.0);
  return (guint32) floor (distance * (self->convention == BENCH_DOUBLE ? 1000.0 : 1.0) + 0.5);
}

gint64
bench_instance_scale (const BenchInstance *self, int *decimals)
{
  *decimals = self->convention == BENCH_TRUNC1 ? 1 : self->convention == BENCH_DOUBLE ? 2 : 0;
  return self->convention == BENCH_TRUNC1 ? 10 : self->convention == BENCH_DOUBLE ? 1000 : 1;
}
