/* simulate-staff.c: who comes, who does not, and what that leaves of the teams: section 12.3 of docs/model.md. */
#include "simulate-private.h"
#include <string.h>

#define NO_LIST G_MAXUINT
#define NIGHT_END (5 * 60)
#define DAY_MINUTES 1440
#define MAX_TEAMS 100000

/* What reading a plan needs beside the life itself. */
typedef struct
{
  PoskoLife *life;
  const PoskoWorld *world;
  GHashTable *shifts;  /* (owned) "H:P" to index + 1 */
  GHashTable *posts, *nakes;
  GHashTable *watches; /* (owned) "post shift" to index + 1 */
  GHashTable *lists;   /* (owned) "area shift" to index + 1 */
  GArray *duties, *standbys; /* (element-type Seat) */
} Reader;

typedef struct
{
  guint group; /* watch, or list of stand-bys */
  const char *name;
  PoskoPerson person;
} Seat;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->shifts, g_hash_table_unref);
  g_clear_pointer (&self->posts, g_hash_table_unref);
  g_clear_pointer (&self->nakes, g_hash_table_unref);
  g_clear_pointer (&self->watches, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_pointer (&self->duties, g_array_unref);
  g_clear_pointer (&self->standbys, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
reader_init (Reader *self, PoskoLife *life, const PoskoWorld *world)
{
  guint n;
  const PoskoNakes *nakes = posko_case_nakes (world->source, &n);
  *self = (Reader) { .life = life, .world = world };
  self->shifts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint s = 0; s < world->policy->n_shifts; s++)
    g_hash_table_insert (self->shifts, g_strdup_printf ("%s:%s", posko_day_name (world->policy->shifts[s].day), world->policy->shifts[s].kode),
                         GUINT_TO_POINTER (s + 1));
  self->nakes = posko_world_index (nakes, n, sizeof *nakes);
  self->posts = posko_world_index (life->post_names->data, life->post_names->len, sizeof (PoskoUnitName));
  self->watches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->duties = g_array_new (FALSE, FALSE, sizeof (Seat));
  self->standbys = g_array_new (FALSE, FALSE, sizeof (Seat));
}

static gboolean
find_shift (Reader *self, const char *day, const char *code, const char *file, guint *shift, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s:%s", day, code);
  return posko_world_find (self->shifts, name, file, shift, error);
}

/* Whether a stretch of minutes touches 00:00-05:00 of any day. */
static gboolean
is_night (gint64 start, gint64 end)
{
  const gint64 of_day = ((start % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return of_day < NIGHT_END || of_day + (end - start) > DAY_MINUTES;
}

static gboolean
find_watch (Reader *self, const char *post_code, const char *day, const char *code, const char *area_code, const char *file, guint *watch,
            GError **error)
{
  guint post, shift;
  if (!posko_world_find (self->posts, post_code, file, &post, error) || !find_shift (self, day, code, file, &shift, error))
    return FALSE;
  g_autofree char *key = g_strdup_printf ("%u %u", post, shift);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->watches, key));
  if (known > 0)
    {
      *watch = known - 1;
      return TRUE;
    }
  const PoskoShift *of = &self->world->policy->shifts[shift];
  const PoskoWatch row = { .post = post,
                           .shift = shift,
                           .area = posko_boundary_find (posko_case_kecamatan (self->world->source), area_code),
                           .n_teams = 1,
                           .from = 60 * of->start,
                           .to = 60 * of->end,
                           .night = is_night (of->start, of->end) };
  *watch = self->life->watches->len;
  g_hash_table_insert (self->watches, g_steal_pointer (&key), GUINT_TO_POINTER (*watch + 1));
  g_array_append_val (self->life->watches, row);
  return TRUE;
}

static PoskoProfesi
profession_of (const char *name)
{
  PoskoProfesi q = 0;
  while (q + 1 < POSKO_N_PROFESI && strcmp (posko_profesi_name (q), name) != 0)
    q++;
  return q;
}

static gboolean
add_seat (Reader *self, GArray *seats, guint group, const char *code, const char *profession, gdouble minutes, const char *file, GError **error)
{
  guint at, n;
  if (!posko_world_find (self->nakes, code, file, &at, error))
    return FALSE;
  const Seat seat = { group,
                      code,
                      { .code = posko_random_code (code),
                        .home = posko_case_nakes (self->world->source, &n)[at].place,
                        .profession = profession_of (profession),
                        .travel_seconds = minutes > 0 ? (gint64) (60 * minutes + 0.5) : 0 } };
  g_array_append_val (seats, seat);
  return TRUE;
}

static gboolean
read_needs (Reader *self, const PoskoPlan *plan, GError **error)
{
  PoskoTable *needs = posko_plan_table (plan, POSKO_PLAN_NEEDS), *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  gint64 n_teams = 0;
  guint watch;
  for (guint i = 0; i < posko_table_n (needs); i++)
    {
      const PoskoPlanNeed *row = posko_table_row (needs, i);
      if (!find_watch (self, row->kode_pos, row->hari, row->shift, row->kode_kecamatan, "kebutuhan.csv", &watch, error))
        return FALSE;
      guint *teams = &g_array_index (self->life->watches, PoskoWatch, watch).n_teams;
      *teams = (guint) CLAMP (row->tim, *teams, MAX_TEAMS + 1);
    }
  for (guint i = 0; i < posko_table_n (roster); i++)
    {
      const PoskoPlanDuty *row = posko_table_row (roster, i);
      if (!find_watch (self, row->kode_pos, row->hari, row->shift, row->kode_kecamatan, "roster.csv", &watch, error)
          || !add_seat (self, self->duties, watch, row->kode_nakes, row->tugas, 0, "roster.csv", error))
        return FALSE;
    }
  for (guint w = 0; w < self->life->watches->len; w++)
    n_teams += g_array_index (self->life->watches, PoskoWatch, w).n_teams;
  if (n_teams <= MAX_TEAMS)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("kebutuhan.csv: over the limit of %d teams"), MAX_TEAMS);
  return FALSE;
}

static gboolean
read_standbys (Reader *self, const PoskoPlan *plan, GError **error)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_RESERVES);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanReserve *row = posko_table_row (table, i);
      guint shift;
      if (!find_shift (self, row->hari, row->shift, "cadangan.csv", &shift, error))
        return FALSE;
      const guint area = posko_boundary_find (posko_case_kecamatan (self->world->source), row->kode_kecamatan);
      g_autofree char *key = g_strdup_printf ("%u %u", area, shift);
      guint list = GPOINTER_TO_UINT (g_hash_table_lookup (self->lists, key));
      if (list-- == 0)
        {
          list = g_hash_table_size (self->lists);
          g_hash_table_insert (self->lists, g_steal_pointer (&key), GUINT_TO_POINTER (list + 1));
        }
      if (!add_seat (self, self->standbys, list, row->kode_nakes, row->profesi, row->menit_tiba, "cadangan.csv", error))
        return FALSE;
    }
  return TRUE;
}

static gint
compare_seats (gconstpointer a, gconstpointer b)
{
  const Seat *x = a, *y = b;
  if (x->group != y->group)
    return x->group < y->group ? -1 : 1;
  if (x->person.profession != y->person.profession)
    return x->person.profession < y->person.profession ? -1 : 1;
  if (x->person.travel_seconds != y->person.travel_seconds)
    return x->person.travel_seconds < y->person.travel_seconds ? -1 : 1;
  return strcmp (x->name, y->name);
}

/* The people of all groups side by side; @first and @n of each group by @set. */
static GArray *
lay_people (GArray *seats, gpointer groups, gsize size, gsize first_offset, gsize n_offset)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (PoskoPerson));
  g_array_sort (seats, compare_seats);
  for (guint i = 0; i < seats->len; i++)
    {
      const Seat *seat = &g_array_index (seats, Seat, i);
      guint8 *group = (guint8 *) groups + seat->group * size;
      guint *n = (guint *) (gpointer) (group + n_offset);
      if ((*n)++ == 0)
        *(guint *) (gpointer) (group + first_offset) = i;
      g_array_append_val (people, seat->person);
    }
  return people;
}

/* The teams by post, then by the order of the watches in the plan's tables. */
static void
lay_teams (PoskoLife *self)
{
  guint *first = g_new0 (guint, self->fleet.n_posts + 1);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->teams = g_array_new (FALSE, FALSE, sizeof (PoskoTeam));
  for (guint post = 0; post < self->fleet.n_posts; post++)
    {
      first[post] = self->teams->len;
      for (guint w = 0; w < self->watches->len; w++)
        {
          PoskoWatch *watch = &g_array_index (self->watches, PoskoWatch, w);
          if (watch->post != post)
            continue;
          watch->first_team = self->teams->len;
          for (guint t = 1; t <= watch->n_teams; t++)
            {
              const PoskoTeam team = { post, watch->from, watch->to };
              g_array_append_val (self->teams, team);
              g_array_append_val (numbers, t);
            }
        }
    }
  first[self->fleet.n_posts] = self->teams->len;
  self->fleet.first_team = first;
  self->fleet.n_teams = self->teams->len;
  self->fleet.teams = (const PoskoTeam *) (gpointer) self->teams->data;
  self->team_number = (guint *) (gpointer) g_array_free (g_steal_pointer (&numbers), FALSE);
}

gboolean
posko_life_read_staff (PoskoLife *self, const PoskoWorld *world, const PoskoPlan *plan, GError **error)
{
  g_auto (Reader) reader;
  self->watches = g_array_new (FALSE, TRUE, sizeof (PoskoWatch));
  self->standby_lists = g_array_new (FALSE, TRUE, sizeof (PoskoStandbyList));
  reader_init (&reader, self, world);
  if (!read_needs (&reader, plan, error) || !read_standbys (&reader, plan, error))
    return FALSE;
  g_array_set_size (self->standby_lists, g_hash_table_size (reader.lists));
  self->persons = lay_people (reader.duties, self->watches->data, sizeof (PoskoWatch), G_STRUCT_OFFSET (PoskoWatch, first_person),
                              G_STRUCT_OFFSET (PoskoWatch, n_persons));
  self->standbys = lay_people (reader.standbys, self->standby_lists->data, sizeof (PoskoStandbyList),
                               G_STRUCT_OFFSET (PoskoStandbyList, first_person), G_STRUCT_OFFSET (PoskoStandbyList, n_persons));
  for (guint w = 0; w < self->watches->len; w++)
    {
      PoskoWatch *watch = &g_array_index (self->watches, PoskoWatch, w);
      g_autofree char *key = g_strdup_printf ("%u %u", watch->area, watch->shift);
      const guint list = GPOINTER_TO_UINT (g_hash_table_lookup (reader.lists, key));
      watch->standby = list > 0 ? list - 1 : NO_LIST;
      self->max_persons = MAX (self->max_persons, watch->n_persons);
    }
  lay_teams (self);
  return TRUE;
}

/* ---- A day ---- */

void
posko_staff_scratch_init (PoskoStaffScratch *self, const PoskoLife *life)
{
  self->arrivals = g_new (gint64, MAX (1, life->max_persons));
  self->used = g_new (guint8, MAX (1, life->standbys->len));
}

void
posko_staff_scratch_clear (PoskoStaffScratch *self)
{
  g_free (self->arrivals);
  g_free (self->used);
}

static gboolean
stays_away (const PoskoWorld *world, const PoskoDay *day, const PoskoPerson *person, const PoskoWatch *watch, gdouble chance, guint64 bits)
{
  if (posko_day_floods (day, world, person->home, watch->from, watch->to))
    chance = MAX (chance, world->priors->banjir_tidak_hadir);
  return posko_random_unit_of (bits) < chance;
}

/* When a stand-by for @person is there; POSKO_NEVER when there is none. */
static gint64
call_standby (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, const PoskoWatch *watch, PoskoProfesi profession,
              guint8 *used, PoskoStaffDay *result)
{
  if (watch->standby == NO_LIST)
    return POSKO_NEVER;
  const PoskoStandbyList *list = &g_array_index (self->standby_lists, PoskoStandbyList, watch->standby);
  const guint64 kind = posko_random_at (day->key, POSKO_KIND_STANDBY);
  for (guint s = list->first_person; s < list->first_person + list->n_persons; s++)
    {
      const PoskoPerson *person = &g_array_index (self->standbys, PoskoPerson, s);
      if (used[s] || person->profession != profession)
        continue;
      const guint64 key = posko_random_at (posko_random_at (kind, person->code), (guint64) watch->from);
      used[s] = TRUE;
      result->asked++;
      if (stays_away (world, day, person, watch, world->priors->cadangan_tidak_hadir, key))
        continue;
      const gint64 factor = posko_factor_times (posko_spread_of (&world->drive, posko_random_at (key, 1)), day->traffic);
      return watch->from + 60 * world->priors->panggil_cadangan_menit + posko_factor_times (MIN (factor, 1000 * POSKO_FACTOR_ONE), person->travel_seconds);
    }
  return POSKO_NEVER;
}

/* Whoever is there fills the first team first; @arrivals rise within each profession. */
static void
form_teams (const PoskoLife *self, const PoskoWorld *world, const PoskoWatch *watch, const gint64 *arrivals, PoskoCrew *crews)
{
  guint next[POSKO_N_PROFESI], end[POSKO_N_PROFESI], at = 0;
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    {
      next[q] = at;
      while (at < watch->n_persons && g_array_index (self->persons, PoskoPerson, watch->first_person + at).profession == q)
        at++;
      end[q] = at;
    }
  for (guint t = 0; t < watch->n_teams; t++)
    {
      const gint64 *need = t == 0 ? world->policy->tim_pertama : world->policy->tim_tambahan;
      PoskoCrew crew = { POSKO_NEVER, watch->from };
      for (guint q = 0; q < POSKO_N_PROFESI; q++)
        for (gint64 n = 0; n < need[q]; n++)
          {
            const gint64 arrival = next[q] < end[q] ? arrivals[next[q]++] : POSKO_NEVER;
            crew.complete = MAX (crew.complete, arrival);
            if (q != POSKO_PROFESI_PENGEMUDI)
              crew.ready = MIN (crew.ready, arrival);
          }
      crews[watch->first_team + t] = crew;
    }
}

static void
sort_arrivals (const PoskoLife *self, const PoskoWatch *watch, gint64 *arrivals)
{
  const PoskoPerson *people = &g_array_index (self->persons, PoskoPerson, watch->first_person);
  for (guint i = 1; i < watch->n_persons; i++)
    for (guint k = i; k > 0 && people[k - 1].profession == people[k].profession && arrivals[k - 1] > arrivals[k]; k--)
      {
        const gint64 later = arrivals[k - 1];
        arrivals[k - 1] = arrivals[k];
        arrivals[k] = later;
      }
}

static void
crew_watch (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, const PoskoWatch *watch, PoskoStaffScratch *scratch,
            PoskoCrew *crews, PoskoStaffDay *result)
{
  const guint64 kind = posko_random_at (day->key, POSKO_KIND_PERSON);
  const gdouble chance = watch->night ? world->priors->tidak_hadir_malam : world->priors->tidak_hadir;
  gboolean anybody_away = FALSE;
  for (guint i = 0; i < watch->n_persons; i++)
    {
      const PoskoPerson *person = &g_array_index (self->persons, PoskoPerson, watch->first_person + i);
      scratch->arrivals[i] = watch->from;
      if (!stays_away (world, day, person, watch, chance, posko_random_at (posko_random_at (kind, person->code), (guint64) watch->from)))
        continue;
      anybody_away = TRUE;
      result->absent++;
      scratch->arrivals[i] = call_standby (self, world, day, watch, person->profession, scratch->used, result);
      result->filled += scratch->arrivals[i] != POSKO_NEVER;
    }
  if (!anybody_away)
    return;
  sort_arrivals (self, watch, scratch->arrivals);
  form_teams (self, world, watch, scratch->arrivals, crews);
}

static void
count_teams (const PoskoLife *self, const PoskoWatch *watch, const PoskoCrew *crews, PoskoStaffDay *result)
{
  for (guint t = watch->first_team; t < watch->first_team + watch->n_teams; t++)
    {
      const PoskoTeam *team = &self->fleet.teams[t];
      if (self->full[t].ready > team->from)
        continue;
      result->teams++;
      result->empty_at_start += crews[t].ready > team->from;
      result->empty += crews[t].ready >= team->to;
      result->weak += crews[t].ready <= team->from && crews[t].complete > team->from;
    }
}

void
posko_staff_day_add (PoskoStaffDay *self, const PoskoStaffDay *other)
{
  self->absent += other->absent;
  self->filled += other->filled;
  self->asked += other->asked;
  self->teams += other->teams;
  self->empty_at_start += other->empty_at_start;
  self->empty += other->empty;
  self->weak += other->weak;
}

void
posko_life_crew (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, PoskoStaffScratch *scratch, PoskoCrew *crews,
                 PoskoStaffDay *shifts, PoskoStaffDay *result)
{
  *result = (PoskoStaffDay) { 0 };
  memcpy (crews, self->full, self->fleet.n_teams * sizeof *crews);
  memset (scratch->used, 0, self->standbys->len);
  for (guint w = 0; w < self->watches->len; w++)
    {
      const PoskoWatch *watch = &g_array_index (self->watches, PoskoWatch, w);
      PoskoStaffDay of_watch = { 0 };
      crew_watch (self, world, day, watch, scratch, crews, &of_watch);
      count_teams (self, watch, crews, &of_watch);
      posko_staff_day_add (result, &of_watch);
      posko_staff_day_add (&shifts[watch->shift], &of_watch);
    }
}

void
posko_life_crew_all (PoskoLife *self, const PoskoWorld *world)
{
  g_autofree gint64 *arrivals = g_new (gint64, MAX (1, self->max_persons));
  self->full = g_new0 (PoskoCrew, MAX (1, self->fleet.n_teams));
  for (guint w = 0; w < self->watches->len; w++)
    {
      const PoskoWatch *watch = &g_array_index (self->watches, PoskoWatch, w);
      for (guint i = 0; i < watch->n_persons; i++)
        arrivals[i] = watch->from;
      form_teams (self, world, watch, arrivals, self->full);
    }
}
