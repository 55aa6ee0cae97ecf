/* verify-reserves.c: the named stand-bys of each kecamatan: end of section 5 of docs/model.md.
 *
 * O(rows · (duties + rows) + kecamatan · shifts · professions · rows); both tables are small.
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_RESERVES

typedef struct
{
  guint row, person, area, shift;
  PoskoProfesi place;
} Reserve;

typedef struct
{
  gint64 minutes;
  gdouble seconds;
} Tally;

static const struct
{
  PoskoVerifyRule rule;
  const char *code, *column, *expected;
} rules[] = {
  { POSKO_VERIFY_RULE_NEUTRALITY, "reserve-neutrality", "kode_nakes",
    N_ ("somebody who has passed the neutrality gate") },
  { POSKO_VERIFY_RULE_LICENCE, "reserve-licence", "kode_nakes", N_ ("a licence that is valid on that day") },
  { POSKO_VERIFY_RULE_PROFESSION, "reserve-profession", "profesi",
    N_ ("the person's profession, or one he may stand in for") },
  { POSKO_VERIFY_RULE_AVAILABLE, "reserve-available", "shift", N_ ("a shift on which the person is available") },
};

/* The duties of the person must be over before, or begin after, with the rest between. */
static void
check_rest (PoskoVerifier *self, const Reserve *reserve)
{
  const PoskoShift *own = &self->policy->shifts[reserve->shift];
  const gint64 rest = self->policy->istirahat_menit;
  for (guint d = 0; d < self->duties->len; d++)
    {
      const PoskoVerifyDuty *duty = &g_array_index (self->duties, PoskoVerifyDuty, d);
      const PoskoShift *other = &self->policy->shifts[duty->shift];
      if (duty->person != reserve->person || other->end + rest <= own->start || own->end + rest <= other->start)
        continue;
      posko_verify_fault (self, ID, reserve->row, "reserve-rest", "mulai",
                          _ ("%" PRId64 " minutes from every duty"), rest);
      return;
    }
}

static void
check_way (PoskoVerifier *self, const Reserve *reserve, Tally *tally)
{
  const guint post = self->recap_post[reserve->area];
  if (post == POSKO_VERIFY_NONE)
    {
      posko_verify_fault (self, ID, reserve->row, "reserve-late", "kode_kecamatan",
                          _ ("a kecamatan with an open post"));
      return;
    }
  const gint64 seconds = posko_verify_home_seconds (self, reserve->person, post);
  tally->seconds += (gdouble) seconds;
  tally->minutes += (gint64) floor ((gdouble) seconds / 60.0 + 0.5);
  posko_verify_number (self, ID, reserve->row, "reserve-minutes", "menit_tiba", (gdouble) seconds / 60.0);
  if (seconds > 60 * self->policy->cadangan_menit)
    posko_verify_fault (self, ID, reserve->row, "reserve-late", "menit_tiba",
                        _ ("at most %" PRId64 " minutes"), self->policy->cadangan_menit);
}

static void
check_row (PoskoVerifier *self, guint row, GArray *reserves, Tally *tally)
{
  const PoskoPlanReserve *line = posko_verify_row (self, ID, row);
  const guint p = posko_verify_find (self, ID, row, "kode_nakes", self->nakes_by_code, line->kode_nakes);
  const PoskoProfesi q = posko_verify_profession (self, ID, row, "profesi", line->profesi);
  const guint s = posko_verify_shift (self, ID, row, "reserve-shift", line->hari, line->shift);
  guint area = 0;
  while (area < self->n_areas && g_strcmp0 (posko_boundary_code (self->areas, area), line->kode_kecamatan) != 0)
    area++;
  posko_verify_area (self, ID, row, "area-wrong", area);
  if (p == POSKO_VERIFY_NONE || q == POSKO_N_PROFESI || s == POSKO_VERIFY_NONE || area == self->n_areas)
    return;
  const Reserve reserve = { row, p, area, s, q };
  g_array_append_val (reserves, reserve);
  posko_verify_text (self, ID, row, "copy-wrong", "sebutan", self->nakes[p].sebutan);
  if (self->policy->shifts[s].day != 0)
    posko_verify_fault (self, ID, row, "reserve-shift", "hari", "H");
  const guint faults = posko_verify_person_faults (self, p, s, q);
  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    if (faults & rules[r].rule)
      posko_verify_fault (self, ID, row, rules[r].code, rules[r].column, "%s", _ (rules[r].expected));
  check_rest (self, &reserve);
  check_way (self, &reserve, tally);
}

static void
check_limit (PoskoVerifier *self, const GArray *reserves)
{
  g_autofree gint64 *times = g_new0 (gint64, self->n_nakes + 1);
  for (guint r = 0; r < reserves->len; r++)
    {
      const Reserve *reserve = &g_array_index (reserves, Reserve, r);
      if (++times[reserve->person] > self->policy->cadangan_maks)
        posko_verify_fault (self, ID, reserve->row, "reserve-limit", "kode_nakes",
                            _ ("at most %" PRId64 " stand-by shifts"), self->policy->cadangan_maks);
    }
}

/* Returns: how many of the wanted places of a kecamatan, shift and profession are filled */
static gint64
check_place (PoskoVerifier *self, const GArray *reserves, guint area, guint shift, PoskoProfesi place)
{
  const gint64 wanted = self->policy->cadangan[place];
  const PoskoShift *known = &self->policy->shifts[shift];
  gint64 named = 0;
  for (guint r = 0; r < reserves->len; r++)
    {
      const Reserve *reserve = &g_array_index (reserves, Reserve, r);
      if (reserve->area != area || reserve->shift != shift || reserve->place != place)
        continue;
      if (++named > wanted)
        posko_verify_fault (self, ID, reserve->row, "reserve-count", "profesi",
                            _ ("at most %" PRId64 " stand-bys"), wanted);
    }
  if (named < wanted)
    {
      g_autofree char *day = posko_verify_day (known->day);
      posko_verify_expect_shortage (self, "cadangan", posko_boundary_code (self->areas, area),
                                    g_strdup_printf ("%s %s:%s", posko_profesi_name (place), day, known->kode),
                                    wanted - named, "orang", area);
    }
  return named;
}

void
posko_verify_reserves (PoskoVerifier *self)
{
  g_autoptr (GArray) reserves = g_array_new (FALSE, FALSE, sizeof (Reserve));
  Tally tally = { 0 };
  gint64 wanted = 0, named = 0;
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, reserves, &tally);
  check_limit (self, reserves);
  for (guint k = 0; k < self->n_areas; k++)
    for (guint s = 0; s < self->policy->n_shifts; s++)
      for (guint q = 0; self->policy->shifts[s].day == 0 && q < POSKO_N_PROFESI; q++)
        {
          wanted += self->policy->cadangan[q];
          named += check_place (self, reserves, k, s, (PoskoProfesi) q);
        }
  const guint rows = posko_verify_n (self, ID);
  posko_verify_expect_info (self, "cadangan", "butuh", NULL, (gdouble) wanted, "orang-shift");
  posko_verify_expect_figure (self, "cadangan", "terisi", NULL, rows, "orang-shift", POSKO_VERIFY_AT_LEAST,
                              (gdouble) wanted);
  posko_verify_expect_info (self, "cadangan", "menit_rata", NULL, posko_verify_mean (tally.seconds / 60, rows),
                            "menit");
  posko_verify_expect_certificate (self, "cadangan", "terisi", NULL, named, "orang", TRUE, wanted == 0);
  posko_verify_expect_certificate (self, "cadangan", "menit", NULL, tally.minutes, "menit", FALSE, wanted == 0);
}
