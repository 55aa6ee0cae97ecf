/* screening.c: on which day, in which session and where each TPS's petugas have their health check: section 6 of docs/model.md.
 *
 * Two exact steps. First the place: TPS go whole to the sessions of a place with room (assignment.h), most needy first, then nearest. Then, the
 * place given, the order: those with most petugas at risk come first. For TPS of equal size sorting by risk is optimal; for unequal sizes
 * it is first-fit by risk per petugas, Smith's rule ("Various optimizers for single-stage production", 1956, doi:10.1002/nav.3800030106),
 * bounded by the same rule with TPS that may be split.
 */
#include "assignment.h"
#include "plan-private.h"
#include <math.h>

typedef struct
{
  const PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoTps *tps;
  guint n_tps;
  GPtrArray *places;    /* (element-type PoskoFaskes): those with skrining_per_sesi > 0, by code */
  guint *sessions;      /* indices of policy->sesi by start, then code */
  gint64 n_slots;       /* of each place: days × sessions */
  GArray *options;      /* (element-type PoskoAssignmentOption) */
  gint64 *slot;         /* per TPS: index in time, -1 = no health check */
  gssize *place;        /* per TPS: index in places, -1 */
} Screening;

static void
screening_clear (Screening *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->options, g_array_unref);
  g_free (self->sessions);
  g_free (self->slot);
  g_free (self->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Screening, screening_clear)

static gint64
at_risk (const PoskoTps *tps)
{
  return MAX (0, tps->petugas_berisiko);
}

static guint32
travel_seconds (const Screening *self, guint tps, guint place)
{
  const PoskoFaskes *faskes = g_ptr_array_index (self->places, place);
  return posko_travel_seconds (posko_case_travel (self->source), self->tps[tps].place, faskes->place, self->policy->kecepatan_nakes_kmh);
}

static int
by_session_start (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoSession *sessions = user_data;
  const PoskoSession *left = &sessions[*(const guint *) a], *right = &sessions[*(const guint *) b];
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return strcmp (left->kode, right->kode);
}

static void
screening_init (Screening *self, const PoskoCase *source)
{
  *self = (Screening) { .source = source, .policy = posko_case_policy (source) };
  self->tps = posko_case_tps (source, &self->n_tps);
  guint n_faskes;
  const PoskoFaskes *faskes = posko_case_faskes (source, &n_faskes);
  self->places = g_ptr_array_new ();
  for (guint f = 0; f < n_faskes; f++)
    if (faskes[f].skrining_per_sesi > 0)
      g_ptr_array_add (self->places, (gpointer) &faskes[f]);

  const guint n_sessions = self->policy->n_sesi;
  self->sessions = g_new (guint, MAX (1, n_sessions));
  for (guint s = 0; s < n_sessions; s++)
    self->sessions[s] = s;
  g_qsort_with_data (self->sessions, (gint) n_sessions, sizeof *self->sessions, by_session_start, (gpointer) self->policy->sesi);
  self->n_slots = MAX (0, self->policy->skrining_hari_mulai - self->policy->skrining_hari_selesai + 1) * n_sessions;

  self->slot = g_new (gint64, self->n_tps);
  self->place = g_new (gssize, self->n_tps);
  self->options = g_array_new (FALSE, FALSE, sizeof (PoskoAssignmentOption));
  const gint64 limit = self->policy->skrining_menit_maks > 0 ? 60 * self->policy->skrining_menit_maks : G_MAXINT64;
  for (guint i = 0; i < self->n_tps; i++)
    {
      self->slot[i] = self->place[i] = -1;
      for (guint p = 0; p < self->places->len; p++)
        {
          const guint32 seconds = travel_seconds (self, i, p);
          const PoskoAssignmentOption option = { i, p, self->tps[i].petugas * (gint64) floor (seconds / 60.0 + 0.5) };
          if (seconds <= limit)
            g_array_append_val (self->options, option);
        }
    }
}

/* Step 1: the place of each TPS, and some packing into its sessions. */
static PoskoAssignment *
choose_places (Screening *self, const PoskoPlanParams *params, GError **error)
{
  g_autofree gint64 *weights = g_new (gint64, self->n_tps), *priorities = g_new (gint64, self->n_tps);
  g_autofree gint64 *bins = g_new (gint64, self->places->len), *sizes = g_new (gint64, self->places->len);
  for (guint i = 0; i < self->n_tps; i++)
    {
      weights[i] = MAX (1, self->tps[i].petugas);
      priorities[i] = self->tps[i].petugas + (self->policy->bobot_berisiko - 1) * at_risk (&self->tps[i]);
    }
  for (guint p = 0; p < self->places->len; p++)
    {
      bins[p] = self->n_slots;
      sizes[p] = ((const PoskoFaskes *) g_ptr_array_index (self->places, p))->skrining_per_sesi;
    }
  const PoskoAssignmentProblem problem = { .n_items = self->n_tps,
                                           .n_places = self->places->len,
                                           .n_options = self->options->len,
                                           .weights = weights,
                                           .priorities = priorities,
                                           .bins = bins,
                                           .bin_sizes = sizes,
                                           .options = (const PoskoAssignmentOption *) (gpointer) self->options->data };
  const PoskoSolveParams solve_params = posko_plan_solve_params (params, 5);
  PoskoAssignment *assignment = posko_assignment_solve (&problem, &solve_params, error);
  for (guint i = 0; assignment != NULL && i < self->n_tps; i++)
    if (assignment->chosen[i] >= 0)
      {
        self->place[i] = problem.options[assignment->chosen[i]].place;
        self->slot[i] = assignment->bin[i];
      }
  return assignment;
}

/* Most at risk per petugas first; ties by code, which is the order of the case. */
static int
by_risk_share (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoTps *tps = user_data;
  const guint left = *(const guint *) a, right = *(const guint *) b;
  const gint64 first = at_risk (&tps[left]) * tps[right].petugas, second = at_risk (&tps[right]) * tps[left].petugas;
  if (first != second)
    return first > second ? -1 : 1;
  return left < right ? -1 : left > right;
}

/* The packing of step 1 with its sessions put in the order of risk: always possible. Returns the sum of risk × slot. */
static gint64
order_sessions (const Screening *self, const guint *members, guint n, gint64 *slots)
{
  g_autofree gint64 *risk = g_new0 (gint64, self->n_slots);
  for (guint m = 0; m < n; m++)
    risk[self->slot[members[m]]] += at_risk (&self->tps[members[m]]);
  gint64 value = 0;
  for (guint m = 0; m < n; m++)
    {
      const gint64 own = self->slot[members[m]];
      gint64 before = 0;
      for (gint64 s = 0; s < self->n_slots; s++)
        before += risk[s] > risk[own] || (risk[s] == risk[own] && s < own);
      slots[m] = before;
      value += at_risk (&self->tps[members[m]]) * before;
    }
  return value;
}

/* First fit in the order of @members; FALSE when some TPS finds no session. */
static gboolean
first_fit (const Screening *self, const guint *members, guint n, gint64 size, gint64 *slots, gint64 *value)
{
  g_autofree gint64 *room = g_new (gint64, self->n_slots);
  for (gint64 s = 0; s < self->n_slots; s++)
    room[s] = size;
  *value = 0;
  for (guint m = 0; m < n; m++)
    {
      gint64 s = 0;
      while (s < self->n_slots && room[s] < self->tps[members[m]].petugas)
        s++;
      if (s == self->n_slots)
        return FALSE;
      room[s] -= self->tps[members[m]].petugas;
      slots[m] = s;
      *value += at_risk (&self->tps[members[m]]) * s;
    }
  return TRUE;
}

/* No order is better: TPS of one size fill whole sessions; others may be split in this bound. @members are sorted by risk share. */
static gint64
order_bound (const Screening *self, const guint *members, guint n, gint64 size)
{
  gint64 smallest = G_MAXINT64, largest = 0;
  for (guint m = 0; m < n; m++)
    {
      smallest = MIN (smallest, self->tps[members[m]].petugas);
      largest = MAX (largest, self->tps[members[m]].petugas);
    }
  const gint64 room = smallest == largest && largest > 0 ? size / largest * largest : size;
  gdouble bound = 0;
  gint64 done = 0;
  for (guint m = 0; m < n; m++)
    {
      const PoskoTps *tps = &self->tps[members[m]];
      gint64 left = tps->petugas;
      while (left > 0)
        {
          const gint64 part = MIN (left, room - done % room);
          bound += (gdouble) at_risk (tps) * (gdouble) part / (gdouble) tps->petugas * (gdouble) (done / room);
          done += part;
          left -= part;
        }
    }
  return (gint64) ceil (bound - 1e-6);
}

/* Step 2: the order at each place. */
static PoskoSolveResult
order_places (Screening *self)
{
  PoskoSolveResult result = { .status = POSKO_SOLVE_OPTIMAL, .stop = POSKO_STOP_PROVEN };
  g_autofree guint *members = g_new (guint, self->n_tps);
  g_autofree gint64 *kept = g_new (gint64, self->n_tps), *tried = g_new (gint64, self->n_tps);
  for (guint p = 0; p < self->places->len; p++)
    {
      const gint64 size = ((const PoskoFaskes *) g_ptr_array_index (self->places, p))->skrining_per_sesi;
      guint n = 0;
      for (guint i = 0; i < self->n_tps; i++)
        if (self->place[i] == (gssize) p)
          members[n++] = i;
      if (n == 0)
        continue;
      g_qsort_with_data (members, (gint) n, sizeof *members, by_risk_share, (gpointer) self->tps);
      gint64 value = order_sessions (self, members, n, kept), other;
      if (first_fit (self, members, n, size, tried, &other) && other < value)
        {
          value = other;
          memcpy (kept, tried, n * sizeof *kept);
        }
      for (guint m = 0; m < n; m++)
        self->slot[members[m]] = kept[m];
      result.value += value;
      result.bound += MIN (value, order_bound (self, members, n, size));
    }
  if (result.bound < result.value)
    {
      result.status = POSKO_SOLVE_BOUNDED;
      result.stop = POSKO_STOP_EFFORT;
    }
  return result;
}

static void
write_row (PoskoPlan *plan, const Screening *self, guint i)
{
  const PoskoTps *tps = &self->tps[i];
  const PoskoFaskes *place = g_ptr_array_index (self->places, self->place[i]);
  const gint64 day = self->slot[i] / self->policy->n_sesi;
  const PoskoSession *session = &self->policy->sesi[self->sessions[self->slot[i] % self->policy->n_sesi]];
  posko_plan_add (plan, POSKO_PLAN_SCREENING,
                  &(PoskoPlanScreening) { .kode_kecamatan = posko_plan_area_code (plan, tps->area),
                                          .kecamatan = posko_plan_area_name (plan, tps->area),
                                          .kode_tps = tps->kode_tps,
                                          .petugas = tps->petugas,
                                          .berisiko = at_risk (tps),
                                          .kode_faskes = place->kode,
                                          .nama_faskes = place->nama,
                                          .tanggal = self->policy->tanggal_h - self->policy->skrining_hari_mulai + day,
                                          .sesi = session->kode,
                                          .mulai = session->start,
                                          .selesai = session->end,
                                          .menit_tempuh = travel_seconds (self, i, (guint) self->place[i]) / 60.0 });
}

static void
write_shortage (PoskoPlan *plan, const Screening *self, guint i)
{
  const PoskoTps *tps = &self->tps[i];
  guint nearest = G_MAXUINT;
  for (guint p = 0; p < self->places->len; p++)
    if (nearest == G_MAXUINT || travel_seconds (self, i, p) < travel_seconds (self, i, nearest))
      nearest = p;
  const gboolean no_place = nearest == G_MAXUINT || self->n_slots == 0;
  const gint64 minutes = no_place ? 0 : (travel_seconds (self, i, nearest) + 59) / 60;
  const gboolean far = !no_place && self->policy->skrining_menit_maks > 0 && minutes > self->policy->skrining_menit_maks;
  const char *why, *limit;
  g_autofree char *mend = NULL;
  if (no_place)
    {
      limit = "faskes-skrining";
      why = posko_plan_text (plan, "No place has sessions for health checks.", "Tidak ada tempat yang memiliki sesi skrining.");
      mend = g_strdup (posko_plan_text (plan, "Give a puskesmas a faskes.skrining_per_sesi.", "Isi faskes.skrining_per_sesi sebuah puskesmas."));
    }
  else if (far)
    {
      limit = "skrining-menit-maks";
      why = posko_plan_text (plan, "Every place is further than allowed.", "Semua tempat lebih jauh daripada batas.");
      mend = g_strdup_printf (posko_plan_text (plan, "Allow %" G_GINT64_FORMAT " minutes of travel (skrining.menit_maks).",
                                               "Izinkan perjalanan %" G_GINT64_FORMAT " menit (skrining.menit_maks)."),
                              minutes);
    }
  else
    {
      limit = "skrining-kapasitas";
      why = posko_plan_text (plan, "Every session within reach is full.", "Semua sesi yang terjangkau sudah penuh.");
      mend = g_strdup_printf (posko_plan_text (plan, "One more day of sessions, or %" G_GINT64_FORMAT " more petugas in a session at %s.",
                                               "Satu hari sesi lagi, atau %" G_GINT64_FORMAT " petugas lebih banyak per sesi di %s."),
                              tps->petugas, ((const PoskoFaskes *) g_ptr_array_index (self->places, nearest))->nama);
    }
  posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                  &(PoskoPlanShortage) { .kode_kecamatan = posko_plan_area_code (plan, tps->area),
                                         .kecamatan = posko_plan_area_name (plan, tps->area),
                                         .produk = "skrining",
                                         .objek = tps->kode_tps,
                                         .kebutuhan = "skrining",
                                         .jumlah = tps->petugas,
                                         .satuan = "orang",
                                         .batas = limit,
                                         .sebab = why,
                                         .perbaikan = mend,
                                         .biaya = POSKO_MISSING,
                                         .prioritas = 4 });
}

/* The first level is told as what is screened, the more the better: the assignment counts what is left out. */
static PoskoSolveResult
screened_level (const Screening *self, const PoskoSolveResult *left_out)
{
  gint64 all = 0;
  for (guint i = 0; i < self->n_tps; i++)
    all += self->tps[i].petugas + (self->policy->bobot_berisiko - 1) * at_risk (&self->tps[i]);
  PoskoSolveResult result = *left_out;
  result.value = all - left_out->value;
  result.bound = all - left_out->bound;
  return result;
}

gboolean
posko_plan_make_screening (PoskoPlan *plan, const PoskoPlanParams *params, GError **error)
{
  g_auto (Screening) screening = { 0 };
  screening_init (&screening, posko_plan_case (plan));
  if (screening.places->len > 0 && screening.n_slots > 0)
    {
      g_autoptr (PoskoAssignment) assignment = choose_places (&screening, params, error);
      if (assignment == NULL)
        return FALSE;
      const PoskoSolveResult screened = screened_level (&screening, &assignment->results[POSKO_ASSIGNMENT_LEFT_OUT]), order = order_places (&screening);
      posko_plan_certify (plan, "skrining", "terlayani", "poin", TRUE,
                          posko_plan_text (plan, "petugas with a health check, by priority", "petugas terskrining menurut prioritas"), &screened);
      posko_plan_certify (plan, "skrining", "jarak", "orang-menit", FALSE, posko_plan_text (plan, "travel to the health check", "perjalanan ke skrining"),
                          &assignment->results[POSKO_ASSIGNMENT_COST]);
      posko_plan_certify (plan, "skrining", "urutan", "poin", FALSE,
                          posko_plan_text (plan, "waiting of petugas at risk", "penantian petugas berisiko"), &order);
    }
  for (guint i = 0; i < screening.n_tps; i++)
    if (screening.place[i] >= 0)
      write_row (plan, &screening, i);
    else
      write_shortage (plan, &screening, i);
  return TRUE;
}
