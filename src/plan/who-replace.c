/* who-replace.c: who can replace a person: each of his or her places, and the best choice for all of them at once.
 *
 * Section 13 of docs/model.md. The candidates of each place are judged with everything else as it is (who-candidates.c); then the engine
 * chooses for all duties together (who-joint.c), and after that for the stand-bys that the person, and whoever was called in, leaves.
 */
#include "nearest.h"
#include "who-candidates.h"
#include <string.h>

#define NEAR_NAMES 3

static void
replacing_clear (PoskoWhoReplacing *self)
{
  g_clear_pointer (&self->answer, posko_who_free);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->standby, g_array_unref);
  posko_who_roster_clear (&self->roster);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoWhoReplacing, replacing_clear)

/* ---- what is asked ---- */

static gboolean
find_person (const PoskoCase *source, const char *code, guint *person, GError **error)
{
  guint n;
  const PoskoNakes *nakes = posko_case_nakes (source, &n);
  const PoskoNakes *found = posko_find_by_code (nakes, n, sizeof *nakes, code);
  if (found != NULL)
    {
      *person = (guint) (found - nakes);
      return TRUE;
    }
  g_autofree const char **codes = g_new0 (const char *, (gsize) n + 1);
  for (guint p = 0; p < n; p++)
    codes[p] = nakes[p].kode;
  g_autofree char *near = posko_nearest_list (code, codes, n, NEAR_NAMES);
  if (near != NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--replace: nakes.csv has no “%s”; did you mean %s?"), code, near);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--replace: nakes.csv has no “%s”"), code);
  return FALSE;
}

/* Returns: (transfer full): "H:P, H:S": every shift in which the person has a duty or stands by, in time */
static char *
shifts_of (const PoskoWhoReplacing *self)
{
  const PoskoPolicy *policy = self->roster.staffing.policy;
  const GArray *on = posko_who_shifts (&self->roster, self->person);
  GString *text = g_string_new (NULL);
  for (guint s = 0; s < policy->n_shifts; s++)
    {
      gboolean has = FALSE;
      for (guint k = 0; k < on->len; k++)
        has = has || g_array_index (on, guint, k) == s;
      for (guint r = 0; r < self->roster.reserves->len; r++)
        {
          const PoskoWhoReserve *reserve = &g_array_index (self->roster.reserves, PoskoWhoReserve, r);
          has = has || (reserve->person == self->person && reserve->shift == s);
        }
      if (has)
        g_string_append_printf (text, "%s%s:%s", text->len > 0 ? ", " : "", posko_day_name (policy->shifts[s].day), policy->shifts[s].kode);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_shift (PoskoWhoReplacing *self, const char *text, GError **error)
{
  self->shift = G_MAXUINT;
  if (text == NULL)
    return TRUE;
  const char *colon = strchr (text, ':');
  if (colon != NULL)
    {
      g_autofree char *day = g_strndup (text, (gsize) (colon - text));
      self->shift = posko_shift_find (self->roster.staffing.policy, day, colon + 1);
    }
  g_autofree char *all = shifts_of (self);
  g_auto (GStrv) words = g_strsplit (all, ", ", -1);
  if (self->shift != G_MAXUINT && g_strv_contains ((const char *const *) words, text))
    return TRUE;
  if (*all == '\0')
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--shift: %s has no shift at all"),
                 self->roster.staffing.nakes[self->person].kode);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--shift: %s has no shift “%s”, but %s"),
                 self->roster.staffing.nakes[self->person].kode, text, all);
  return FALSE;
}

/* Duties and stand-bys in the order of time. */
static void
list_places (PoskoWhoReplacing *self)
{
  const PoskoPolicy *policy = self->roster.staffing.policy;
  const GArray *duties = posko_who_duties (&self->roster, self->person);
  self->needs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->standby = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint s = 0; s < policy->n_shifts; s++)
    {
      if (self->shift != G_MAXUINT && self->shift != s)
        continue;
      for (guint d = 0; d < duties->len; d++)
        if (posko_who_need (&self->roster, g_array_index (duties, guint, d))->shift == s)
          g_array_append_val (self->needs, g_array_index (duties, guint, d));
      for (guint r = 0; r < self->roster.reserves->len; r++)
        {
          const PoskoWhoReserve *reserve = &g_array_index (self->roster.reserves, PoskoWhoReserve, r);
          if (reserve->person == self->person && reserve->shift == s)
            g_array_append_val (self->standby, r);
        }
    }
}

/* ---- the answer ---- */

static gint64
effect_of_leaving (PoskoWhoReplacing *self, const guint *needs, guint n)
{
  g_autofree PoskoWhoMove *moves = g_new (PoskoWhoMove, (gsize) n + 1);
  for (guint k = 0; k < n; k++)
    moves[k] = (PoskoWhoMove) { self->person, needs[k], FALSE };
  const PoskoWhoEffect effect = posko_who_effect (&self->roster, moves, n);
  return posko_who_effect_sum (&effect);
}

/* One row of ganti_tugas.csv, whose taker is filled in once all are chosen. */
static PoskoWhoDuty
duty_row (const PoskoWhoReplacing *self, guint person, const PoskoWhoPlace *place, const PoskoWhoFound *found, gint64 points)
{
  return (PoskoWhoDuty) { .kode_kecamatan = place->area_code,
                          .kecamatan = place->area,
                          .hari = place->day,
                          .shift = place->shift,
                          .peran = place->role,
                          .tempat = place->place,
                          .tugas = place->task,
                          .kode_nakes = self->roster.staffing.nakes[person].kode,
                          .nama_tempat = place->place_name,
                          .mulai = place->start,
                          .selesai = place->end,
                          .calon = found->n_free,
                          .calon_lepas = found->n_giving,
                          .terpilih = "",
                          .sebutan_terpilih = "",
                          .poin_kosong = points,
                          .perbaikan = found->repair != NULL ? found->repair : "" };
}

static void
judge_places (PoskoWhoReplacing *self)
{
  for (guint k = 0; k < self->needs->len; k++)
    {
      const guint need = g_array_index (self->needs, guint, k);
      const PoskoWhoPlace place = posko_who_duty_place (self, need);
      g_auto (PoskoWhoFound) found = { 0 };
      posko_who_duty_candidates (self, need, &found);
      const PoskoWhoDuty row = duty_row (self, self->person, &place, &found, effect_of_leaving (self, &need, 1));
      posko_who_add (self->answer, POSKO_WHO_DUTIES, &row);
    }
  for (guint k = 0; k < self->standby->len; k++)
    {
      const guint reserve = g_array_index (self->standby, guint, k);
      const PoskoWhoPlace place = posko_who_standby_place (self, reserve);
      g_auto (PoskoWhoFound) found = { 0 };
      posko_who_standby_candidates (self, reserve, &found);
      const PoskoWhoDuty row = duty_row (self, self->person, &place, &found, POSKO_MISSING);
      posko_who_add (self->answer, POSKO_WHO_DUTIES, &row);
    }
}

static void
name_taker (PoskoWhoReplacing *self, guint row, guint taker)
{
  PoskoTable *table = posko_who_table (self->answer, POSKO_WHO_DUTIES);
  PoskoWhoDuty *duty = posko_table_row_mutable (table, row);
  if (taker == G_MAXUINT)
    return;
  duty->terpilih = posko_table_intern (table, self->roster.staffing.nakes[taker].kode);
  duty->sebutan_terpilih = posko_table_intern (table, self->roster.staffing.nakes[taker].sebutan);
}

/* The person leaves, the takers come: for good. Returns: what that adds to the objective */
static gint64
make_moves (PoskoWhoReplacing *self, const guint *takers, PoskoWhoSummary *summary)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (PoskoWhoMove));
  for (guint k = 0; k < self->needs->len; k++)
    {
      const PoskoWhoMove off = { self->person, g_array_index (self->needs, guint, k), FALSE }, on = { takers[k], off.need, TRUE };
      g_array_append_val (moves, off);
      if (takers[k] == G_MAXUINT)
        continue;
      g_array_append_val (moves, on);
      summary->tugas_terisi++;
    }
  const PoskoWhoMove *all = (const PoskoWhoMove *) (gpointer) moves->data;
  const PoskoWhoEffect effect = posko_who_effect (&self->roster, all, moves->len);
  posko_who_apply (&self->roster, all, moves->len);
  return posko_who_effect_sum (&effect);
}

/* The stand-bys of the person and those that the takers must leave. Returns: (transfer full): their indices, the person's first */
static GArray *
left_standby (const PoskoWhoReplacing *self, const guint *takers)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (places, self->standby->data, self->standby->len);
  for (guint r = 0; r < self->roster.reserves->len; r++)
    {
      const PoskoWhoReserve *reserve = &g_array_index (self->roster.reserves, PoskoWhoReserve, r);
      gboolean leaves = FALSE;
      for (guint k = 0; k < self->needs->len; k++)
        leaves = leaves
                 || (takers[k] == reserve->person
                     && posko_who_collide (&self->roster, posko_who_need (&self->roster, g_array_index (self->needs, guint, k))->shift, reserve->shift));
      if (leaves)
        g_array_append_val (places, r);
    }
  return places;
}

/* A stand-by that somebody left who was called in: a row of its own, with its taker. */
static void
add_left_standby (PoskoWhoReplacing *self, guint reserve, guint person, guint taker)
{
  const PoskoWhoPlace place = posko_who_standby_place (self, reserve);
  const PoskoWhoFound found = { .n_free = taker != G_MAXUINT };
  const PoskoWhoDuty row = duty_row (self, person, &place, &found, POSKO_MISSING);
  posko_who_add (self->answer, POSKO_WHO_DUTIES, &row);
  name_taker (self, posko_table_n (posko_who_table (self->answer, POSKO_WHO_DUTIES)) - 1, taker);
}

static gboolean
choose (PoskoWhoReplacing *self, PoskoWhoSummary *summary, GCancellable *cancellable, GError **error)
{
  g_autofree guint *takers = g_new (guint, (gsize) self->needs->len + 1);
  gint64 gap;
  if (!posko_who_joint_duties (&self->roster, self->person, (const guint *) (gpointer) self->needs->data, self->needs->len, cancellable, takers,
                               &gap, error))
    return FALSE;
  for (guint k = 0; k < self->needs->len; k++)
    name_taker (self, k, takers[k]);
  summary->poin = make_moves (self, takers, summary);
  summary->batas = summary->poin - gap;
  summary->status = gap == 0 ? "optimal" : "dalam-batas";
  g_autoptr (GArray) places = left_standby (self, takers);
  g_autofree guint *standing = g_new (guint, (gsize) places->len + 1), *holders = g_new (guint, (gsize) places->len + 1);
  for (guint k = 0; k < places->len; k++)
    {
      PoskoWhoReserve *reserve = &g_array_index (self->roster.reserves, PoskoWhoReserve, g_array_index (places, guint, k));
      holders[k] = reserve->person;
      reserve->person = G_MAXUINT;
    }
  if (!posko_who_joint_standby (&self->roster, self->person, (const guint *) (gpointer) places->data, places->len, cancellable, standing, error))
    return FALSE;
  summary->siaga = places->len;
  for (guint k = 0; k < places->len; k++)
    {
      summary->siaga_terisi += standing[k] != G_MAXUINT ? 1 : 0;
      if (k < self->standby->len)
        name_taker (self, self->needs->len + k, standing[k]);
      else
        add_left_standby (self, g_array_index (places, guint, k), holders[k], standing[k]);
    }
  return TRUE;
}

static char *
sentence (const PoskoWho *answer, const PoskoWhoSummary *summary)
{
  if (summary->tugas + summary->siaga == 0)
    return g_strdup_printf (posko_who_text (answer, "%s has no duty and no stand-by shift in this plan.", "%s tidak bertugas dan tidak siaga dalam rencana ini."),
                            summary->sebutan);
  g_autofree char *points = posko_format_thousands (summary->poin, answer->language);
  const char *proof = strcmp (summary->status, "optimal") == 0 ? posko_who_text (answer, "no choice adds less", "tidak ada pilihan yang lebih baik")
                                                               : posko_who_text (answer, "not proven to be the least", "belum terbukti terbaik");
  return g_strdup_printf (
    posko_who_text (answer,
                    "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " duties and %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                    " stand-by shifts can be taken at once; the roster's objective changes by %s points (%s).",
                    "%" G_GINT64_FORMAT " dari %" G_GINT64_FORMAT " tugas dan %" G_GINT64_FORMAT " dari %" G_GINT64_FORMAT
                    " siaga dapat diisi sekaligus; tujuan roster berubah %s poin (%s)."),
    summary->tugas_terisi, summary->tugas, summary->siaga_terisi, summary->siaga, points, proof);
}

PoskoWho *
posko_who_replace (const PoskoPlan *plan, const char *person, const char *shift, PoskoLanguage language, GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (plan != NULL && posko_plan_case (plan) != NULL && person != NULL, NULL);
  g_auto (PoskoWhoReplacing) self = { 0 };
  if (!find_person (posko_plan_case (plan), person, &self.person, error))
    return NULL;
  self.answer = posko_who_new (language, POSKO_WHO_SUMMARY, POSKO_WHO_NEAR);
  posko_who_roster_init (&self.roster, posko_who_view (plan, language, &self.answer->n_unknown));
  if (!read_shift (&self, shift, error))
    return NULL;
  list_places (&self);
  if (self.needs->len > 0)
    posko_who_fall_out (&self.roster, self.person, self.shift);
  const PoskoNakes *who = &self.roster.staffing.nakes[self.person];
  PoskoWhoSummary summary
    = { .kode_nakes = who->kode, .sebutan = who->sebutan, .profesi = who->profesi, .tugas = self.needs->len, .status = "optimal" };
  summary.poin_kosong = effect_of_leaving (&self, (const guint *) (gpointer) self.needs->data, self.needs->len);
  judge_places (&self);
  if (!choose (&self, &summary, cancellable, error))
    return NULL;
  g_autofree char *words = sentence (self.answer, &summary);
  summary.kalimat = words;
  posko_who_add (self.answer, POSKO_WHO_SUMMARY, &summary);
  posko_who_settle (self.answer);
  return g_steal_pointer (&self.answer);
}
