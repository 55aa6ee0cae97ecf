/* duty-rules.c: whether a person may do a duty; see duty-rules.h.
 *
 * What depends on a person and a shift, and on a person and a post, is worked out once; a duty is then O(1).
 */
#include "duty-rules.h"
#include "plan-private.h"
#include <math.h>
#include <string.h>

#define DAY 1440
#define NIGHT_END 300 /* 05:00 */

struct _PoskoDutyRules
{
  const PoskoPolicy *policy;
  const PoskoTravel *travel;
  const PoskoNakes *nakes;
  const PoskoTps *tps;
  guint n_nakes, n_tps, n_posts;
  PoskoLonLat *posts;
  guint8 *shift_faults;      /* people × shifts */
  guint32 *seconds, *metres; /* people × posts, from home */
  gssize *nearest_tps;       /* per post, -1 = there is none */
  guint32 *nearest_seconds;  /* per post */
  gint64 *free_minutes;      /* per shift: longest free stretch of the voting hours */
};

static gint64
floor_day (gint64 minute)
{
  return minute >= 0 ? minute / DAY : -((DAY - 1 - minute) / DAY);
}

gboolean
posko_shift_is_night (const PoskoShift *shift)
{
  const gint64 day = floor_day (shift->start);
  return shift->start - day * DAY < NIGHT_END || shift->end > (day + 1) * DAY;
}

guint
posko_shift_find (const PoskoPolicy *policy, const char *day, const char *code)
{
  for (guint s = 0; s < policy->n_shifts; s++)
    if (strcmp (policy->shifts[s].kode, code) == 0 && strcmp (posko_day_name (policy->shifts[s].day), day) == 0)
      return s;
  return G_MAXUINT;
}

char *
posko_shift_place_name (PoskoProfesi profession, const PoskoShift *shift)
{
  return g_strdup_printf ("%s %s:%s", posko_profesi_name (profession), posko_day_name (shift->day), shift->kode);
}

/* Returns: (nullable): rule 1's code for the log, %NULL when it is passed */
static const char *
neutrality_rule (const PoskoPolicy *policy, const PoskoNakes *person, const char **column)
{
  *column = "status_netralitas";
  if (strcmp (person->status_netralitas, "terbukti") == 0)
    return "netralitas-terbukti";
  if (strcmp (person->status_netralitas, "tidak_ada") != 0)
    return "netralitas-dalam-peninjauan";
  *column = "pakta_integritas";
  if (person->asn != 1 && !policy->pakta_semua)
    return NULL;
  if (person->pakta_integritas == POSKO_MISSING)
    return "pakta-belum";
  return person->pakta_integritas > policy->tanggal_h ? "pakta-terlambat" : NULL;
}

static gboolean
is_licensed (const PoskoPolicy *policy, const PoskoNakes *person, const PoskoShift *shift)
{
  return !policy->wajib_sip[person->profession] ||
         (person->sip_berlaku != POSKO_MISSING && person->sip_berlaku >= policy->tanggal_h + floor_day (shift->end - 1));
}

/* Whether a word of tidak_tersedia names the day ("H-1") or the shift ("H:P"). */
static gboolean
is_available (const PoskoNakes *person, const PoskoShift *shift)
{
  const char *day = posko_day_name (shift->day);
  const gsize day_length = strlen (day);
  for (const char *word = person->tidak_tersedia; *word != '\0';)
    {
      const gsize length = strcspn (word, " \t");
      if (length >= day_length && strncmp (word, day, day_length) == 0 &&
          (length == day_length ||
           (word[day_length] == ':' && strlen (shift->kode) == length - day_length - 1 &&
            strncmp (word + day_length + 1, shift->kode, length - day_length - 1) == 0)))
        return FALSE;
      word += length;
      word += strspn (word, " \t");
    }
  return TRUE;
}

static void
fill_shift_faults (PoskoDutyRules *self)
{
  const PoskoPolicy *policy = self->policy;
  for (guint p = 0; p < self->n_nakes; p++)
    for (guint s = 0; s < policy->n_shifts; s++)
      {
        const PoskoNakes *person = &self->nakes[p];
        const char *column;
        guint8 faults = 0;
        if (neutrality_rule (policy, person, &column) != NULL)
          faults |= POSKO_DUTY_NEUTRALITY;
        if (!is_licensed (policy, person, &policy->shifts[s]))
          faults |= POSKO_DUTY_LICENCE;
        if (!is_available (person, &policy->shifts[s]))
          faults |= POSKO_DUTY_AVAILABLE;
        self->shift_faults[(gsize) p * policy->n_shifts + s] = faults;
      }
}

static void
fill_ways (PoskoDutyRules *self)
{
  for (guint j = 0; j < self->n_posts; j++)
    {
      self->nearest_tps[j] = -1;
      self->nearest_seconds[j] = POSKO_TRAVEL_UNREACHABLE;
      for (guint i = 0; i < self->n_tps; i++) /* in order of code: the first of equals stays */
        {
          const guint32 seconds
            = posko_travel_seconds (self->travel, self->posts[j], self->tps[i].place, self->policy->kecepatan_nakes_kmh);
          if (seconds < self->nearest_seconds[j])
            {
              self->nearest_seconds[j] = seconds;
              self->nearest_tps[j] = i;
            }
        }
      for (guint p = 0; p < self->n_nakes; p++)
        {
          const gsize at = (gsize) p * self->n_posts + j;
          self->seconds[at] = posko_travel_seconds (self->travel, self->nakes[p].place, self->posts[j],
                                                    self->policy->kecepatan_nakes_kmh);
          self->metres[at] = posko_travel_metres (self->travel, self->nakes[p].place, self->posts[j]);
        }
    }
}

PoskoDutyRules *
posko_duty_rules_new (const PoskoPlan *plan)
{
  const PoskoCase *source = posko_plan_case (plan);
  const PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  PoskoDutyRules *self = g_new0 (PoskoDutyRules, 1);
  self->policy = posko_case_policy (source);
  self->travel = posko_case_travel (source);
  self->nakes = posko_case_nakes (source, &self->n_nakes);
  self->tps = posko_case_tps (source, &self->n_tps);
  self->n_posts = posko_table_n (posts);
  self->posts = g_new (PoskoLonLat, (gsize) self->n_posts + 1);
  for (guint j = 0; j < self->n_posts; j++)
    {
      const PoskoPlanPost *post = posko_table_row (posts, j);
      guint n_faskes;
      const PoskoFaskes *faskes = posko_case_faskes (source, &n_faskes);
      const PoskoFaskes *site = posko_find_by_code (faskes, n_faskes, sizeof *faskes, post->kode_pos);
      self->posts[j] = site->place;
    }
  self->shift_faults = g_new0 (guint8, (gsize) self->n_nakes * self->policy->n_shifts + 1);
  self->seconds = g_new (guint32, (gsize) self->n_nakes * self->n_posts + 1);
  self->metres = g_new (guint32, (gsize) self->n_nakes * self->n_posts + 1);
  self->nearest_tps = g_new (gssize, (gsize) self->n_posts + 1);
  self->nearest_seconds = g_new (guint32, (gsize) self->n_posts + 1);
  self->free_minutes = g_new (gint64, (gsize) self->policy->n_shifts + 1);
  fill_shift_faults (self);
  fill_ways (self);
  for (guint s = 0; s < self->policy->n_shifts; s++)
    {
      const PoskoShift *shift = &self->policy->shifts[s];
      const gint64 from = self->policy->memilih_mulai, to = self->policy->memilih_selesai;
      self->free_minutes[s] = MAX (MIN (shift->start, to) - from, to - MAX (shift->end, from));
    }
  return self;
}

void
posko_duty_rules_free (PoskoDutyRules *self)
{
  g_free (self->posts);
  g_free (self->shift_faults);
  g_free (self->seconds);
  g_free (self->metres);
  g_free (self->nearest_tps);
  g_free (self->nearest_seconds);
  g_free (self->free_minutes);
  g_free (self);
}

guint
posko_duty_shift_faults (const PoskoDutyRules *self, guint person, guint shift)
{
  return self->shift_faults[(gsize) person * self->policy->n_shifts + shift];
}

gboolean
posko_duty_may_fill (const PoskoDutyRules *self, guint person, PoskoProfesi profession)
{
  const PoskoProfesi own = self->nakes[person].profession;
  return own == profession || ((self->policy->pengganti[profession] >> own) & 1) != 0;
}

gint64
posko_duty_home_seconds (const PoskoDutyRules *self, guint person, guint post)
{
  return self->seconds[(gsize) person * self->n_posts + post];
}

gint64
posko_duty_home_minutes (const PoskoDutyRules *self, guint person, guint post)
{
  return (gint64) floor ((gdouble) posko_duty_home_seconds (self, person, post) / 60.0 + 0.5);
}

/* Rule 8. Returns: (nullable): the way */
static const char *
way_to_vote (const PoskoDutyRules *self, guint person, guint post, guint shift)
{
  const PoskoPolicy *policy = self->policy;
  const PoskoShift *known = &policy->shifts[shift];
  const gint64 radius = 60 * policy->memilih_radius_menit;
  const gssize own = self->nakes[person].tps;
  if (own < 0 || (known->day != 0 && (known->start >= policy->memilih_selesai || known->end <= policy->memilih_mulai)))
    return "";
  if (self->free_minutes[shift] >= policy->menit_memilih)
    return "bebas";
  if (posko_travel_seconds (self->travel, self->posts[post], self->tps[own].place, policy->kecepatan_nakes_kmh) <= radius)
    return "sela";
  if (policy->form_a && policy->memilih_selesai - policy->form_a_mulai >= policy->menit_memilih &&
      self->nearest_seconds[post] <= radius)
    return "form_a";
  return NULL;
}

guint
posko_duty_faults (const PoskoDutyRules *self, guint person, guint post, guint shift, PoskoProfesi profession, const char **way)
{
  const gint64 limit = self->nakes[person].jarak_maks_m;
  guint faults = posko_duty_shift_faults (self, person, shift);
  if (!posko_duty_may_fill (self, person, profession))
    faults |= POSKO_DUTY_PROFESSION;
  if (limit != POSKO_MISSING && self->metres[(gsize) person * self->n_posts + post] > limit)
    faults |= POSKO_DUTY_DISTANCE;
  *way = way_to_vote (self, person, post, shift);
  return *way == NULL ? faults | POSKO_DUTY_VOTE : faults;
}

gssize
posko_duty_voting_tps (const PoskoDutyRules *self, guint person, guint post, const char *way)
{
  if (*way == '\0')
    return -1;
  return strcmp (way, "form_a") == 0 ? self->nearest_tps[post] : self->nakes[person].tps;
}

/* Whether @fault keeps the person from every shift. */
static gboolean
fails_always (const PoskoDutyRules *self, guint person, guint fault)
{
  for (guint s = 0; s < self->policy->n_shifts; s++)
    if ((posko_duty_shift_faults (self, person, s) & fault) == 0)
      return FALSE;
  return self->policy->n_shifts > 0;
}

const char *
posko_duty_exclusion (const PoskoDutyRules *self, guint person, const char **column)
{
  const PoskoNakes *who = &self->nakes[person];
  const char *rule = neutrality_rule (self->policy, who, column);
  if (rule != NULL)
    return rule;
  *column = "sip_berlaku";
  if (fails_always (self, person, POSKO_DUTY_LICENCE))
    return who->sip_berlaku == POSKO_MISSING ? "sip-tidak-ada" : "sip-habis";
  *column = "tidak_tersedia";
  return fails_always (self, person, POSKO_DUTY_AVAILABLE) ? "tidak-tersedia" : NULL;
}
