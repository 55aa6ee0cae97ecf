/* verify-duty.c: may this person do this duty: the rules of section 5 that look at one duty alone, and how the person
 * then votes.
 *
 * O(1) a duty; the way to a post's nearest TPS is kept once it has been looked for, O(TPS).
 */
#include "verify-private.h"

#define NIGHT_MINUTES 300 /* 00:00-05:00 */
#define DAY_MINUTES 1440

/* Floor division, since days before H are negative. */
static gint64
day_of (gint64 minute)
{
  return minute >= 0 ? minute / DAY_MINUTES : -((-minute + DAY_MINUTES - 1) / DAY_MINUTES);
}

gboolean
posko_verify_is_night (const PoskoShift *shift)
{
  for (gint64 day = day_of (shift->start); day * DAY_MINUTES < shift->end; day++)
    if (MAX (shift->start, day * DAY_MINUTES) < MIN (shift->end, day * DAY_MINUTES + NIGHT_MINUTES))
      return TRUE;
  return FALSE;
}

const char *
posko_verify_neutrality (const PoskoVerifier *self, guint person, const char **column)
{
  const PoskoNakes *who = &self->nakes[person];
  *column = "status_netralitas";
  if (g_str_equal (who->status_netralitas, "terbukti"))
    return "netralitas-terbukti";
  if (!g_str_equal (who->status_netralitas, "tidak_ada"))
    return "netralitas-dalam-peninjauan";
  *column = "pakta_integritas";
  if (who->asn != 1 && !self->policy->pakta_semua)
    return NULL;
  if (who->pakta_integritas == POSKO_MISSING)
    return "pakta-belum";
  return who->pakta_integritas > self->policy->tanggal_h ? "pakta-terlambat" : NULL;
}

gboolean
posko_verify_licensed (const PoskoVerifier *self, guint person, guint shift)
{
  const PoskoNakes *who = &self->nakes[person];
  if (!self->policy->wajib_sip[who->profession])
    return TRUE;
  const gint64 last_day = self->policy->tanggal_h + day_of (self->policy->shifts[shift].end - 1);
  return who->sip_berlaku != POSKO_MISSING && who->sip_berlaku >= last_day;
}

gboolean
posko_verify_available (const PoskoVerifier *self, guint person, guint shift)
{
  const PoskoShift *known = &self->policy->shifts[shift];
  g_autofree char *day = posko_verify_day (known->day);
  g_autofree char *exact = g_strconcat (day, ":", known->kode, NULL);
  g_auto (GStrv) away = g_strsplit_set (self->nakes[person].tidak_tersedia, " \t", -1);
  return !g_strv_contains ((const char *const *) away, day) && !g_strv_contains ((const char *const *) away, exact);
}

gint64
posko_verify_home_seconds (const PoskoVerifier *self, guint person, guint post)
{
  return posko_travel_seconds (self->travel, self->nakes[person].place, self->faskes[post].place,
                               self->policy->kecepatan_nakes_kmh);
}

gint64
posko_verify_nearest_tps_seconds (const PoskoVerifier *self, guint post)
{
  if (self->nearest_tps[post] >= 0)
    return self->nearest_tps[post];
  gint64 least = G_MAXINT64;
  for (guint i = 0; i < self->n_tps; i++)
    least = MIN (least, (gint64) posko_travel_seconds (self->travel, self->faskes[post].place, self->tps[i].place,
                                                       self->policy->kecepatan_nakes_kmh));
  self->nearest_tps[post] = least;
  return least;
}

/* The longest stretch of the voting hours that the shift leaves free. */
static gint64
free_minutes (const PoskoPolicy *p, const PoskoShift *shift)
{
  const gint64 before = MIN (shift->start, p->memilih_selesai) - p->memilih_mulai;
  const gint64 after = p->memilih_selesai - MAX (shift->end, p->memilih_mulai);
  return MAX (before, after);
}

/* Returns: how the person votes, NULL when it is not possible */
static const char *
way_to_vote (const PoskoVerifier *self, guint person, guint post, const PoskoShift *shift)
{
  const PoskoPolicy *p = self->policy;
  const gssize own = self->nakes[person].tps;
  const gboolean touches = shift->start < p->memilih_selesai && shift->end > p->memilih_mulai;
  if (own < 0 || (shift->day != 0 && !touches))
    return "";
  if (free_minutes (p, shift) >= p->menit_memilih)
    return "bebas";
  if ((gint64) posko_travel_seconds (self->travel, self->faskes[post].place, self->tps[own].place,
                                     p->kecepatan_nakes_kmh)
      <= 60 * p->memilih_radius_menit)
    return "sela";
  if (p->form_a && p->memilih_selesai - p->form_a_mulai >= p->menit_memilih
      && posko_verify_nearest_tps_seconds (self, post) <= 60 * p->memilih_radius_menit)
    return "form_a";
  return NULL;
}

guint
posko_verify_person_faults (const PoskoVerifier *self, guint person, guint shift, PoskoProfesi profession)
{
  const PoskoProfesi own = self->nakes[person].profession;
  const char *column;
  guint faults = 0;
  if (posko_verify_neutrality (self, person, &column) != NULL)
    faults |= POSKO_VERIFY_RULE_NEUTRALITY;
  if (!posko_verify_licensed (self, person, shift))
    faults |= POSKO_VERIFY_RULE_LICENCE;
  if (own != profession && ((self->policy->pengganti[profession] >> own) & 1) == 0)
    faults |= POSKO_VERIFY_RULE_PROFESSION;
  if (!posko_verify_available (self, person, shift))
    faults |= POSKO_VERIFY_RULE_AVAILABLE;
  return faults;
}

guint
posko_verify_duty_faults (const PoskoVerifier *self, guint person, guint post, guint shift, PoskoProfesi profession,
                          const char **way)
{
  guint faults = posko_verify_person_faults (self, person, shift, profession);
  const gint64 limit = self->nakes[person].jarak_maks_m;
  if (limit != POSKO_MISSING
      && (gint64) posko_travel_metres (self->travel, self->nakes[person].place, self->faskes[post].place) > limit)
    faults |= POSKO_VERIFY_RULE_DISTANCE;
  *way = way_to_vote (self, person, post, &self->policy->shifts[shift]);
  if (*way == NULL)
    faults |= POSKO_VERIFY_RULE_VOTE;
  return faults;
}
