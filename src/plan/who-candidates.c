/* who-candidates.c: everybody who could take one place, by the exact effect on the roster's objective (section 13 of docs/model.md).
 *
 * Who is free comes before who must give up a duty that overlaps; within both, least effect, then least travel, then code. For each place
 * O(people · duties of a person), and for a candidate who stands by, once more over the people for whoever could stand by instead.
 */
#include "who-candidates.h"
#include <string.h>

#define DAY 1440

typedef struct
{
  guint person;
  GArray *drops; /* (nullable): guint, needs given up */
  PoskoWhoEffect effect;
  gint64 points, seconds;
} Candidate;

static void
candidate_clear (gpointer data)
{
  Candidate *self = data;
  g_clear_pointer (&self->drops, g_array_unref);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *two = b;
  if ((one->drops == NULL) != (two->drops == NULL))
    return one->drops == NULL ? -1 : 1;
  if (one->points != two->points)
    return one->points < two->points ? -1 : 1;
  if (one->seconds != two->seconds)
    return one->seconds < two->seconds ? -1 : 1;
  return one->person < two->person ? -1 : one->person > two->person; /* in order of code */
}

void
posko_who_found_clear (PoskoWhoFound *self)
{
  g_clear_pointer (&self->repair, g_free);
}

PoskoWhoPlace
posko_who_duty_place (const PoskoWhoReplacing *self, guint need)
{
  const PoskoStaffNeed *place = posko_who_need (&self->roster, need);
  const PoskoPlanPost *post = posko_table_row (posko_plan_table (self->roster.view, POSKO_PLAN_POSTS), place->post);
  const PoskoShift *shift = &self->roster.staffing.policy->shifts[place->shift];
  return (PoskoWhoPlace) { .area_code = post->kode_kecamatan,
                           .area = post->kecamatan,
                           .day = posko_day_name (shift->day),
                           .shift = shift->kode,
                           .role = "tugas",
                           .place = post->kode_pos,
                           .place_name = post->nama,
                           .task = posko_profesi_name (place->profession),
                           .start = shift->start - shift->day * DAY,
                           .end = shift->end - shift->day * DAY };
}

PoskoWhoPlace
posko_who_standby_place (const PoskoWhoReplacing *self, guint reserve)
{
  const PoskoWhoReserve *place = &g_array_index (self->roster.reserves, PoskoWhoReserve, reserve);
  const PoskoShift *shift = &self->roster.staffing.policy->shifts[place->shift];
  const char *code = posko_plan_area_code (self->roster.view, place->area), *name = posko_plan_area_name (self->roster.view, place->area);
  return (PoskoWhoPlace) { .area_code = code,
                           .area = name,
                           .day = posko_day_name (shift->day),
                           .shift = shift->kode,
                           .role = "cadangan",
                           .place = code,
                           .place_name = name,
                           .task = posko_profesi_name (place->profession),
                           .start = shift->start - shift->day * DAY,
                           .end = shift->end - shift->day * DAY };
}

/* ---- duties ---- */

/* What keeps the person from the place; where duties given up would free him or her, 0 and the candidate's list of them. */
static guint
judge (const PoskoWhoReplacing *self, guint need, Candidate *candidate)
{
  const PoskoWhoRoster *roster = &self->roster;
  const PoskoStaffNeed *place = posko_who_need (roster, need);
  const GArray *shifts = posko_who_shifts (roster, candidate->person), *duties = posko_who_duties (roster, candidate->person);
  const guint found = posko_staff_obstacles (&roster->staffing, candidate->person, shifts, place);
  if ((found & POSKO_STAFF_REST) == 0)
    return found;
  g_autoptr (GArray) drops = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint d = 0; d < duties->len; d++)
    {
      const guint own = g_array_index (duties, guint, d), shift = g_array_index (shifts, guint, d);
      if (own == need)
        return found; /* already there */
      if (posko_roster_compatible (&roster->staffing.slots[shift], &roster->staffing.slots[place->shift], roster->staffing.policy->istirahat_menit))
        g_array_append_val (kept, shift);
      else
        g_array_append_val (drops, own);
    }
  const guint left = posko_staff_obstacles (&roster->staffing, candidate->person, kept, place);
  if (left != 0)
    return left | POSKO_STAFF_REST;
  candidate->drops = g_steal_pointer (&drops);
  return 0;
}

static void
price (PoskoWhoReplacing *self, guint need, Candidate *candidate)
{
  const guint n_drops = candidate->drops != NULL ? candidate->drops->len : 0;
  g_autofree PoskoWhoMove *moves = g_new (PoskoWhoMove, (gsize) n_drops + 2);
  moves[0] = (PoskoWhoMove) { self->person, need, FALSE };
  for (guint d = 0; d < n_drops; d++)
    moves[1 + d] = (PoskoWhoMove) { candidate->person, g_array_index (candidate->drops, guint, d), FALSE };
  moves[1 + n_drops] = (PoskoWhoMove) { candidate->person, need, TRUE };
  candidate->effect = posko_who_effect (&self->roster, moves, n_drops + 2);
  candidate->points = posko_who_effect_sum (&candidate->effect);
}

/* The stand-bys that the candidate must leave for a duty in @shift, and who takes each. */
typedef struct
{
  GString *left, *takers;
  gboolean named; /* the stand-by of this very kecamatan and shift */
} Standby;

static void
list_standby (const PoskoWhoReplacing *self, const PoskoWhoPlace *at, guint shift, const Candidate *candidate, Standby *out)
{
  const guint without[2] = { self->person, candidate->person };
  for (guint r = 0; r < self->roster.reserves->len; r++)
    {
      const PoskoWhoReserve *reserve = &g_array_index (self->roster.reserves, PoskoWhoReserve, r);
      if (reserve->person != candidate->person || !posko_who_collide (&self->roster, shift, reserve->shift))
        continue;
      const PoskoWhoPlace place = posko_who_standby_place (self, r);
      const guint taker = posko_who_best_standby (&self->roster, reserve, without);
      out->named = out->named || (reserve->shift == shift && strcmp (place.place, at->area_code) == 0);
      g_string_append_printf (out->left, "%s%s %s:%s", out->left->len > 0 ? "; " : "", place.place_name, place.day, place.shift);
      g_string_append_printf (out->takers, "%s%s", out->takers->len > 0 ? "; " : "",
                              taker == G_MAXUINT ? "-" : self->roster.staffing.nakes[taker].kode);
    }
}

/* Returns: (transfer full): the duties given up */
static char *
list_drops (const PoskoWhoReplacing *self, const Candidate *candidate)
{
  GString *text = g_string_new (NULL);
  for (guint d = 0; candidate->drops != NULL && d < candidate->drops->len; d++)
    {
      const PoskoWhoPlace place = posko_who_duty_place (self, g_array_index (candidate->drops, guint, d));
      g_string_append_printf (text, "%s%s %s:%s %s", d > 0 ? "; " : "", place.place, place.day, place.shift, place.task);
    }
  return g_string_free (text, FALSE);
}

static char *
note (const PoskoWhoReplacing *self, const char *drops, const Standby *standby)
{
  if (*drops != '\0')
    return g_strdup_printf (posko_who_text (self->answer, "Gives up %s, which then stands empty.", "Melepas %s, yang lalu kosong."), drops);
  if (standby->left->len == 0)
    return g_strdup ("");
  if (standby->named)
    return g_strdup_printf (posko_who_text (self->answer, "The named stand-by, the natural first choice; stands by instead: %s.",
                                            "Cadangan yang ditunjuk, pilihan wajar pertama; yang siaga sebagai gantinya: %s."),
                            standby->takers->str);
  return g_strdup_printf (posko_who_text (self->answer, "Leaves the stand-by %s; stands by instead: %s.",
                                          "Melepas siaga %s; yang siaga sebagai gantinya: %s."),
                          standby->left->str, standby->takers->str);
}

/* Shifts, nights and hours once the place is taken. */
static void
add_load (const PoskoWhoReplacing *self, guint need, const Candidate *candidate, PoskoWhoCandidate *row)
{
  const PoskoPolicy *policy = self->roster.staffing.policy;
  const GArray *duties = posko_who_duties (&self->roster, candidate->person);
  for (guint d = 0; d <= duties->len; d++)
    {
      const guint held = d < duties->len ? g_array_index (duties, guint, d) : need;
      gboolean dropped = FALSE;
      for (guint k = 0; candidate->drops != NULL && d < duties->len && k < candidate->drops->len; k++)
        dropped = dropped || g_array_index (candidate->drops, guint, k) == held;
      if (dropped)
        continue;
      const PoskoShift *shift = &policy->shifts[posko_who_need (&self->roster, held)->shift];
      row->jumlah_shift++;
      row->malam += posko_shift_is_night (shift) ? 1 : 0;
      row->jam += (gdouble) (shift->end - shift->start) / 60.0;
    }
}

static void
write_candidate (PoskoWhoReplacing *self, const PoskoWhoPlace *place, guint need, const Candidate *candidate, gint64 rank)
{
  const PoskoStaffing *staffing = &self->roster.staffing;
  const PoskoStaffNeed *at = posko_who_need (&self->roster, need);
  const PoskoNakes *person = &staffing->nakes[candidate->person];
  g_autofree char *drops = list_drops (self, candidate);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) takers = g_string_new (NULL);
  Standby standby = { left, takers, FALSE };
  list_standby (self, place, at->shift, candidate, &standby);
  g_autofree char *words = note (self, drops, &standby);
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (posko_plan_case (self->roster.view), &n_tps);
  const char *way;
  posko_duty_faults (staffing->rules, candidate->person, at->post, at->shift, at->profession, &way);
  const gssize voting = posko_duty_voting_tps (staffing->rules, candidate->person, at->post, way);
  PoskoWhoCandidate row = {
    .hari = place->day,
    .shift = place->shift,
    .peran = place->role,
    .tempat = place->place,
    .tugas = place->task,
    .urutan = rank,
    .kode_nakes = person->kode,
    .sebutan = person->sebutan,
    .profesi = person->profesi,
    .keadaan = candidate->drops != NULL ? "lepas_tugas" : "bebas",
    .siaga = standby.named,
    .poin = candidate->points,
    .poin_kosong = candidate->effect.empty,
    .poin_pengganti = candidate->effect.stand_in,
    .poin_form_a = candidate->effect.form_a,
    .poin_tim = candidate->effect.away,
    .poin_jalan = candidate->effect.travel,
    .poin_adil = candidate->effect.fair,
    .menit_tempuh = (gdouble) candidate->seconds / 60.0,
    .cara_memilih = way,
    .tps_memilih = voting >= 0 ? tps[voting].kode_tps : "",
    .batas_form_a = strcmp (way, "form_a") == 0 ? staffing->policy->tanggal_h - staffing->policy->form_a_hari : POSKO_MISSING,
    .melepas = drops,
    .siaga_melepas = left->str,
    .siaga_pengganti = takers->str,
    .catatan = words,
  };
  add_load (self, need, candidate, &row);
  posko_who_add (self->answer, POSKO_WHO_CANDIDATES, &row);
}

/* Nobody is free: the easiest rule to change, else the cheapest duty to give up, else more people. */
static char *
cheapest_repair (const PoskoWhoReplacing *self, const PoskoWhoPlace *place, const Candidate *best, char *change)
{
  if (change != NULL)
    return change;
  if (best != NULL && best->drops != NULL)
    {
      g_autofree char *drops = list_drops (self, best);
      return g_strdup_printf (posko_who_text (self->answer, "Let %s change over from %s.", "Pindahkan %s dari %s."),
                              self->roster.staffing.nakes[best->person].kode, drops);
    }
  return g_strdup_printf (posko_who_text (self->answer, "One more %s available for %s:%s near %s.", "Satu %s lagi yang tersedia untuk %s:%s di dekat %s."),
                          place->task, place->day, place->shift, place->place_name);
}

void
posko_who_duty_candidates (PoskoWhoReplacing *self, guint need, PoskoWhoFound *found)
{
  const PoskoWhoPlace place = posko_who_duty_place (self, need);
  const guint n = self->roster.staffing.n_nakes, post = posko_who_need (&self->roster, need)->post;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree guint *faults = g_new0 (guint, (gsize) n + 1);
  g_autofree gint64 *seconds = g_new0 (gint64, (gsize) n + 1);
  g_array_set_clear_func (candidates, candidate_clear);
  for (guint p = 0; p < n; p++)
    {
      Candidate candidate = { .person = p, .seconds = posko_duty_home_seconds (self->roster.staffing.rules, p, post) };
      seconds[p] = candidate.seconds;
      if (p == self->person)
        continue;
      faults[p] = judge (self, need, &candidate);
      if (faults[p] != 0)
        continue;
      price (self, need, &candidate);
      g_array_append_val (candidates, candidate);
      *(candidate.drops != NULL ? &found->n_giving : &found->n_free) += 1;
    }
  g_array_sort (candidates, compare_candidates);
  for (guint c = 0; c < candidates->len; c++)
    write_candidate (self, &place, need, &g_array_index (candidates, Candidate, c), c + 1);
  g_autofree char *change = posko_who_write_misses (self, &place, faults, seconds);
  if (found->n_free == 0)
    found->repair = cheapest_repair (self, &place, candidates->len > 0 ? &g_array_index (candidates, Candidate, 0) : NULL,
                                     g_steal_pointer (&change));
}

/* ---- stand-bys ---- */

static void
write_standby (PoskoWhoReplacing *self, const PoskoWhoPlace *place, const Candidate *candidate, gint64 rank)
{
  const PoskoNakes *person = &self->roster.staffing.nakes[candidate->person];
  const GArray *shifts = posko_who_shifts (&self->roster, candidate->person);
  PoskoWhoCandidate row = {
    .hari = place->day,
    .shift = place->shift,
    .peran = place->role,
    .tempat = place->place,
    .tugas = place->task,
    .urutan = rank,
    .kode_nakes = person->kode,
    .sebutan = person->sebutan,
    .profesi = person->profesi,
    .keadaan = "bebas",
    .poin = candidate->points,
    .poin_jalan = candidate->points,
    .menit_tempuh = (gdouble) candidate->seconds / 60.0,
    .jumlah_shift = shifts->len,
    .cara_memilih = "",
    .tps_memilih = "",
    .batas_form_a = POSKO_MISSING,
    .melepas = "",
    .siaga_melepas = "",
    .siaga_pengganti = "",
    .catatan = "",
  };
  for (guint k = 0; k < shifts->len; k++)
    {
      const PoskoShift *shift = &self->roster.staffing.policy->shifts[g_array_index (shifts, guint, k)];
      row.malam += posko_shift_is_night (shift) ? 1 : 0;
      row.jam += (gdouble) (shift->end - shift->start) / 60.0;
    }
  posko_who_add (self->answer, POSKO_WHO_CANDIDATES, &row);
}

void
posko_who_standby_candidates (PoskoWhoReplacing *self, guint index, PoskoWhoFound *found)
{
  const PoskoWhoPlace place = posko_who_standby_place (self, index);
  const PoskoWhoReserve *reserve = &g_array_index (self->roster.reserves, PoskoWhoReserve, index);
  const PoskoDutyRules *rules = self->roster.staffing.rules;
  const guint n = self->roster.staffing.n_nakes;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree guint *faults = g_new0 (guint, (gsize) n + 1);
  g_autofree gint64 *seconds = g_new0 (gint64, (gsize) n + 1);
  const gint64 own = posko_who_standby_minutes (&self->roster, self->person, reserve);
  for (guint p = 0; p < n; p++)
    {
      seconds[p] = reserve->recap_post == G_MAXUINT ? 0 : posko_duty_home_seconds (rules, p, reserve->recap_post);
      if (p == self->person)
        continue;
      faults[p] = posko_who_standby_obstacles (&self->roster, p, reserve);
      const Candidate candidate
        = { .person = p, .seconds = seconds[p], .points = posko_who_standby_minutes (&self->roster, p, reserve) - own };
      if (faults[p] == 0)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint c = 0; c < candidates->len; c++)
    write_standby (self, &place, &g_array_index (candidates, Candidate, c), c + 1);
  g_autofree char *change = posko_who_write_misses (self, &place, faults, seconds);
  found->n_free = candidates->len;
  if (found->n_free == 0)
    found->repair = cheapest_repair (self, &place, NULL, g_steal_pointer (&change));
}
