/* simulate-life.c: a plan as a fleet: who stands where, in which order they are asked, and how far each place is. */
#include "simulate-private.h"
#include <string.h>

typedef struct
{
  const char *code, *name;
  PoskoLonLat place;
} Unit;

static gint
compare_units (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Unit *) a)->code, ((const Unit *) b)->code);
}

/* The posts of the plan, where the case has their buildings. */
static GArray *
read_posts (const PoskoWorld *world, const PoskoPlan *plan, GError **error)
{
  guint n, at;
  const PoskoFaskes *faskes = posko_case_faskes (world->source, &n);
  g_autoptr (GHashTable) index = posko_world_index (faskes, n, sizeof *faskes);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (Unit));
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanPost *row = posko_table_row (table, i);
      if (!posko_world_find (index, row->kode_pos, "posko.csv", &at, error))
        return NULL;
      const Unit unit = { row->kode_pos, row->nama, faskes[at].place };
      g_array_append_val (units, unit);
    }
  g_array_sort (units, compare_units);
  return g_steal_pointer (&units);
}

/* The ambulances of the plan, where the case has their bases. */
static GArray *
read_ambulances (const PoskoWorld *world, const PoskoPlan *plan, GError **error)
{
  guint n_faskes, n_ambulances, at, base;
  const PoskoFaskes *faskes = posko_case_faskes (world->source, &n_faskes);
  const PoskoAmbulans *ambulances = posko_case_ambulans (world->source, &n_ambulances);
  g_autoptr (GHashTable) bases = posko_world_index (faskes, n_faskes, sizeof *faskes);
  g_autoptr (GHashTable) index = posko_world_index (ambulances, n_ambulances, sizeof *ambulances);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (Unit));
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_AMBULANCES);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanAmbulance *row = posko_table_row (table, i);
      if (!posko_world_find (index, row->kode_ambulans, "ambulans.csv", &at, error)
          || !posko_world_find (bases, row->kode_pangkalan, "ambulans.csv", &base, error))
        return NULL;
      const Unit unit = { row->kode_ambulans, row->nama, faskes[base].place };
      g_array_append_val (units, unit);
    }
  g_array_sort (units, compare_units);
  return g_steal_pointer (&units);
}

static gint
compare_by_seconds (gconstpointer a, gconstpointer b, gpointer row)
{
  const guint16 one = *(const guint16 *) a, two = *(const guint16 *) b;
  const guint32 *seconds = row;
  if (seconds[one] != seconds[two])
    return seconds[one] < seconds[two] ? -1 : 1;
  return one < two ? -1 : one > two;
}

/* Seconds from every place to every unit, and the units of each place by them. */
static void
lay_distances (const PoskoWorld *world, const GArray *units, const guint32 **seconds, const guint16 **order)
{
  const guint n = units->len;
  guint32 *all = g_new (guint32, MAX (1, (gsize) world->n_places * n));
  guint16 *ranks = g_new (guint16, MAX (1, (gsize) world->n_places * n));
  for (guint i = 0; i < world->n_places; i++)
    {
      guint32 *row = all + (gsize) i * n;
      for (guint u = 0; u < n; u++)
        {
          row[u] = posko_travel_seconds (posko_case_travel (world->source), g_array_index (units, Unit, u).place, world->points[i],
                                         world->policy->kecepatan_ambulans_kmh);
          ranks[(gsize) i * n + u] = (guint16) u;
        }
      if (n > 1)
        g_qsort_with_data (ranks + (gsize) i * n, (gint) n, sizeof *ranks, compare_by_seconds, row);
    }
  *seconds = all;
  *order = ranks;
}

static const guint32 *
lay_returns (const PoskoWorld *world, const GArray *ambulances)
{
  guint32 *all = g_new (guint32, MAX (1, (gsize) world->facilities->len * ambulances->len));
  for (guint f = 0; f < world->facilities->len; f++)
    for (guint a = 0; a < ambulances->len; a++)
      all[(gsize) f * ambulances->len + a]
        = posko_travel_seconds (posko_case_travel (world->source), g_array_index (world->facilities, PoskoLonLat, f),
                                g_array_index (ambulances, Unit, a).place, world->policy->kecepatan_ambulans_kmh);
  return all;
}

static GArray *
names_of (const GArray *units)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (PoskoUnitName));
  for (guint u = 0; u < units->len; u++)
    {
      const PoskoUnitName name = { g_array_index (units, Unit, u).code, g_array_index (units, Unit, u).name };
      g_array_append_val (names, name);
    }
  return names;
}

static gboolean
check_size (const PoskoWorld *world, guint n_posts, guint n_ambulances, GError **error)
{
  const gsize pairs = (gsize) world->n_places * ((gsize) n_posts + n_ambulances);
  if (pairs <= POSKO_SIMULATE_MAX_PAIRS && n_posts < G_MAXUINT16 && n_ambulances < G_MAXUINT16)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("%u places, %u posts and %u ambulances are over the limit of a simulation"),
               world->n_places, n_posts, n_ambulances);
  return FALSE;
}

static void
lay_rules (PoskoLife *self, const PoskoWorld *world)
{
  const PoskoPriors *priors = world->priors;
  PoskoFleet *fleet = &self->fleet;
  fleet->n_places = world->n_places;
  fleet->care_seconds = world->care_seconds;
  fleet->care = world->care;
  fleet->is_hospital = (const guint8 *) world->is_hospital->data;
  fleet->lead_seconds = world->lead_seconds;
  fleet->team_seconds = (gint64) (60 * world->policy->menit_tangani + 0.5);
  fleet->ambulance_seconds_busy = 60 * world->policy->menit_sibuk;
  fleet->work_seconds_min = (gint64) (60 * priors->kerja_min_menit + 0.5);
  fleet->weak_lead_seconds = 60 * priors->tunda_tim_lemah_menit;
  fleet->weak_factor = (gint64) (priors->pengali_tim_lemah * (gdouble) POSKO_FACTOR_ONE + 0.5);
  fleet->patience_seconds = 60 * priors->sabar_menit;
}

PoskoLife *
posko_life_new (const PoskoWorld *world, const PoskoPlan *plan, GError **error)
{
  g_autoptr (PoskoLife) self = g_new0 (PoskoLife, 1);
  g_autoptr (GArray) posts = read_posts (world, plan, error);
  g_autoptr (GArray) ambulances = posts != NULL ? read_ambulances (world, plan, error) : NULL;
  if (ambulances == NULL || !check_size (world, posts->len, ambulances->len, error))
    return NULL;
  PoskoFleet *fleet = &self->fleet;
  lay_rules (self, world);
  fleet->n_posts = posts->len;
  fleet->n_ambulances = ambulances->len;
  lay_distances (world, posts, &fleet->post_seconds, &fleet->post_order);
  lay_distances (world, ambulances, &fleet->ambulance_seconds, &fleet->ambulance_order);
  fleet->return_seconds = lay_returns (world, ambulances);
  self->post_names = names_of (posts);
  self->ambulance_names = names_of (ambulances);
  if (!posko_life_read_staff (self, world, plan, error) || !posko_life_read_trips (self, world, plan, error))
    return NULL;
  posko_life_crew_all (self, world);
  return g_steal_pointer (&self);
}

void
posko_life_free (PoskoLife *self)
{
  if (self == NULL)
    return;
  GArray **const arrays[]
    = { &self->teams, &self->post_names, &self->ambulance_names, &self->watches, &self->persons, &self->standby_lists,
        &self->standbys, &self->trips, &self->stops, &self->ovens };
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_clear_pointer (arrays[i], g_array_unref);
  g_free ((gpointer) self->fleet.post_seconds);
  g_free ((gpointer) self->fleet.post_order);
  g_free ((gpointer) self->fleet.ambulance_seconds);
  g_free ((gpointer) self->fleet.ambulance_order);
  g_free ((gpointer) self->fleet.return_seconds);
  g_free ((gpointer) self->fleet.first_team);
  g_free (self->team_number);
  g_free (self->full);
  g_free (self);
}
