/* screening.c: on which day, in which session and where each TPS's petugas have their health check: section 6 of docs/model.md.
 *
 * Two exact steps. First the place: TPS go whole to the sessions of a place with room (assignment.h), most needy first, then nearest. Then, the
 * place given, the order: those with most petugas at risk come first. For TPS of equal size sorting by risk is optimal; for unequal sizes
 * it is first-fit by risk per petugas, Smith's rule ("Various optimizers for single-stage production", 1956, doi:10.1002/nav.3800030106),
 * bounded by the same rule with TPS that may be split.
 *
 * Close to a published plan (section 11) a slot is a bin of its own: a TPS stays in the slot it had, and the others are put in order in
 * what room is left. A limit that the plan made afresh keeps by itself changes nothing.
 */
#include "assignment.h"
#include "stay-sites.h"
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
  PoskoStaySites stay;
  PoskoAssignmentSeat *previous; /* (nullable) per TPS: place and slot of the published plan */
  gboolean holds;       /* whether TPS are held to it; else they are only counted */
} Screening;

static void
screening_clear (Screening *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->options, g_array_unref);
  g_free (self->sessions);
  g_free (self->slot);
  g_free (self->place);
  g_free (self->previous);
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

/* The slot of a row of the published plan, -1 = there is none like it any more. */
static gint64
slot_of (const Screening *self, const PoskoPlanScreening *row)
{
  const gint64 day = row->tanggal - (self->policy->tanggal_h - self->policy->skrining_hari_mulai);
  if (day < 0 || day >= self->n_slots) /* also where the date is missing */
    return -1;
  for (guint s = 0; s < self->policy->n_sesi; s++)
    if (g_strcmp0 (row->sesi, self->policy->sesi[self->sessions[s]].kode) == 0 && day * self->policy->n_sesi + s < self->n_slots)
      return day * self->policy->n_sesi + s;
  return -1;
}

static gssize
place_of (const Screening *self, const PoskoPlanScreening *row)
{
  for (guint p = 0; p < self->places->len; p++)
    if (g_strcmp0 (row->kode_faskes, ((const PoskoFaskes *) g_ptr_array_index (self->places, p))->kode) == 0)
      return p;
  return -1;
}

/* Where the TPS were, and how many that were somewhere have left the case. */
static void
screening_stay (Screening *self, const PoskoPlanParams *params)
{
  self->stay = posko_stay_sites (params, POSKO_STAY_SCREENING);
  if (self->stay.published == NULL)
    return;
  g_autoptr (GHashTable) rows
    = posko_stay_rows (self->stay.published, POSKO_PLAN_SCREENING, G_STRUCT_OFFSET (PoskoPlanScreening, kode_tps));
  self->stay.n_gone = g_hash_table_size (rows);
  self->previous = g_new (PoskoAssignmentSeat, MAX (1, self->n_tps));
  for (guint i = 0; i < self->n_tps; i++)
    {
      const PoskoPlanScreening *row = g_hash_table_lookup (rows, self->tps[i].kode_tps);
      self->previous[i] = (PoskoAssignmentSeat) { -1, 0 };
      if (row == NULL)
        continue;
      self->stay.n_gone--;
      self->previous[i] = (PoskoAssignmentSeat) { place_of (self, row), slot_of (self, row) };
      if (self->previous[i].place < 0 || self->previous[i].bin < 0)
        self->previous[i] = (PoskoAssignmentSeat) { self->places->len, 0 };
    }
}

static gboolean
stays (const Screening *self, guint i)
{
  return self->previous != NULL && self->place[i] >= 0 && self->previous[i].place == self->place[i]
         && self->previous[i].bin == self->slot[i];
}

/* Changes that the plan makes: those that no plan can avoid are not among them. */
static gint64
count_changes (const Screening *self)
{
  gint64 n = 0;
  for (guint i = 0; i < self->n_tps && self->previous != NULL; i++)
    n += !stays (self, i) && (self->place[i] >= 0 || self->previous[i].place >= 0);
  return n;
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
                                           .options = (const PoskoAssignmentOption *) (gpointer) self->options->data,
                                           .previous = self->holds ? self->previous : NULL,
                                           .max_changes = posko_stay_limit (&self->stay),
                                           .change_price = posko_stay_price (&self->stay, 1),
                                           .skip_changes = self->stay.kind != POSKO_STAY_LEAST };
  const PoskoSolveParams solve_params = posko_plan_solve_params (params, 5);
  PoskoAssignment *assignment = posko_assignment_solve (&problem, &solve_params, error);
  for (guint i = 0; assignment != NULL && i < self->n_tps; i++)
    {
      const gssize chosen = assignment->chosen[i];
      self->place[i] = chosen >= 0 ? (gssize) problem.options[chosen].place : -1;
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

/* First fit in the order of @members into @room (used up); FALSE when some TPS finds no session. */
static gboolean
first_fit (const Screening *self, const guint *members, guint n, gint64 *room, gint64 *slots, gint64 *value)
{
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

/* As order_bound(), of those that do not stay, into the @room that those that stay leave. */
static gint64
order_bound_between (const Screening *self, const guint *members, guint n, const gint64 *room)
{
  gdouble bound = 0;
  gint64 slot = 0, free = self->n_slots > 0 ? room[0] : 0;
  for (guint m = 0; m < n; m++)
    for (gint64 left = self->tps[members[m]].petugas; left > 0;)
      {
        while (free <= 0 && slot + 1 < self->n_slots)
          free = room[++slot];
        if (free <= 0)
          return (gint64) ceil (bound - 1e-6);
        const gint64 part = MIN (left, free);
        bound += (gdouble) at_risk (&self->tps[members[m]]) * (gdouble) part / (gdouble) self->tps[members[m]].petugas * (gdouble) slot;
        free -= part;
        left -= part;
      }
  return (gint64) ceil (bound - 1e-6);
}

/* A session holds whole TPS only: where all of @members are of one size, what is over is no room. */
static void
round_room (const Screening *self, const guint *members, guint n, gint64 *room)
{
  const gint64 petugas = n > 0 ? self->tps[members[0]].petugas : 0;
  for (guint m = 1; m < n; m++)
    if (self->tps[members[m]].petugas != petugas)
      return;
  for (gint64 s = 0; s < self->n_slots && petugas > 0; s++)
    room[s] = room[s] / petugas * petugas;
}

/* Puts @members, of whom the first @n_free do not stay, in order in the room that the rest leaves. Returns the value, and a bound
 * for all orders in which the same TPS stay. */
static gint64
order_between (const Screening *self, const guint *members, guint n, guint n_free, gint64 size, gint64 *slots, gint64 *bound)
{
  g_autofree gint64 *room = g_new (gint64, self->n_slots), *tried = g_new (gint64, n);
  gint64 staying = 0, value = 0, other;
  for (gint64 s = 0; s < self->n_slots; s++)
    room[s] = size;
  for (guint m = 0; m < n; m++)
    {
      const gint64 part = at_risk (&self->tps[members[m]]) * self->slot[members[m]];
      slots[m] = self->slot[members[m]];
      *(m < n_free ? &value : &staying) += part;
      if (m >= n_free)
        room[slots[m]] -= self->tps[members[m]].petugas;
    }
  round_room (self, members, n_free, room);
  *bound = staying + order_bound_between (self, members, n_free, room);
  if (first_fit (self, members, n_free, room, tried, &other) && other < value)
    {
      value = other;
      memcpy (slots, tried, n_free * sizeof *slots);
    }
  return staying + value;
}

/* As order_between(), of a place where nobody stays: sessions may change places whole. */
static gint64
order_freely (const Screening *self, const guint *members, guint n, gint64 size, gint64 *slots)
{
  g_autofree gint64 *room = g_new (gint64, self->n_slots), *tried = g_new (gint64, n);
  gint64 value = order_sessions (self, members, n, slots), other;
  for (gint64 s = 0; s < self->n_slots; s++)
    room[s] = size;
  if (first_fit (self, members, n, room, tried, &other) && other < value)
    {
      value = other;
      memcpy (slots, tried, n * sizeof *slots);
    }
  return value;
}

/* The TPS of a place: those that do not stay first, each part by risk. Returns their number. */
static guint
list_members (const Screening *self, guint place, guint *members, guint *n_free)
{
  guint n = 0;
  *n_free = 0;
  for (guint part = 0; part < 2; part++)
    {
      for (guint i = 0; i < self->n_tps; i++)
        if (self->place[i] == (gssize) place && (self->holds && stays (self, i)) == part)
          members[n++] = i;
      *n_free = part == 0 ? n : *n_free;
    }
  if (*n_free > 0)
    g_qsort_with_data (members, (gint) *n_free, sizeof *members, by_risk_share, (gpointer) self->tps);
  return n;
}

/* Whether any order with no more changes keeps the same TPS where they were: none is over that might come back, and the limit is
 * used up. */
static gboolean
same_must_stay (const Screening *self)
{
  const gint64 limit = posko_stay_limit (&self->stay);
  for (guint i = 0; i < self->n_tps; i++)
    if (self->place[i] >= 0 && self->previous[i].place == self->place[i] && !stays (self, i))
      return FALSE;
  return limit < 0 || count_changes (self) >= limit;
}

/* Step 2: the order at each place. */
static PoskoSolveResult
order_places (Screening *self)
{
  PoskoSolveResult result = { .status = POSKO_SOLVE_OPTIMAL, .stop = POSKO_STOP_PROVEN };
  g_autofree guint *members = g_new (guint, self->n_tps);
  g_autofree gint64 *slots = g_new (gint64, self->n_tps);
  const gboolean held = self->holds && same_must_stay (self);
  for (guint p = 0; p < self->places->len; p++)
    {
      const gint64 size = ((const PoskoFaskes *) g_ptr_array_index (self->places, p))->skrining_per_sesi;
      guint n_free;
      const guint n = list_members (self, p, members, &n_free);
      if (n == 0)
        continue;
      gint64 bound = 0;
      const gint64 value = n_free < n ? order_between (self, members, n, n_free, size, slots, &bound)
                                      : order_freely (self, members, n, size, slots);
      for (guint m = 0; m < n; m++)
        self->slot[members[m]] = slots[m];
      if (!held || n_free == n)
        {
          g_qsort_with_data (members, (gint) n, sizeof *members, by_risk_share, (gpointer) self->tps);
          bound = order_bound (self, members, n, size);
        }
      result.value += value;
      result.bound += MIN (value, bound);
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

static void
certify (PoskoPlan *plan, Screening *self, PoskoAssignment *assignment)
{
  PoskoSolveResult *levels = assignment->results;
  const PoskoSolveResult screened = screened_level (self, &levels[POSKO_ASSIGNMENT_LEFT_OUT]), order = order_places (self);
  if (self->holds)
    posko_stay_add_gone (&self->stay, &levels[POSKO_ASSIGNMENT_CHANGES], &levels[POSKO_ASSIGNMENT_COST],
                         posko_stay_price (&self->stay, 1), 1);
  posko_plan_certify (plan, "skrining", "terlayani", "poin", TRUE,
                      posko_plan_text (plan, "petugas with a health check, by priority", "petugas terskrining menurut prioritas"), &screened);
  posko_stay_certify (plan, &self->stay, POSKO_STAY_SCREENING, &levels[POSKO_ASSIGNMENT_CHANGES]);
  posko_plan_certify (plan, "skrining", "jarak", "orang-menit", FALSE, posko_plan_text (plan, "travel to the health check", "perjalanan ke skrining"),
                      &levels[POSKO_ASSIGNMENT_COST]);
  posko_plan_certify (plan, "skrining", "urutan", "poin", FALSE,
                      posko_plan_text (plan, "waiting of petugas at risk", "penantian petugas berisiko"), &order);
}

/* Whether the places and slots made without a look at the published plan keep the limit. */
static gboolean
keeps_limit (const Screening *self, const PoskoPlanParams *params, gboolean *keeps, GError **error)
{
  g_auto (Screening) fresh = { 0 };
  screening_init (&fresh, self->source);
  screening_stay (&fresh, params);
  g_autoptr (PoskoAssignment) assignment = choose_places (&fresh, params, error);
  if (assignment == NULL)
    return FALSE;
  order_places (&fresh);
  *keeps = count_changes (&fresh) + fresh.stay.n_gone <= fresh.stay.amount;
  return TRUE;
}

gboolean
posko_plan_make_screening (PoskoPlan *plan, const PoskoPlanParams *params, GError **error)
{
  g_auto (Screening) screening = { 0 };
  screening_init (&screening, posko_plan_case (plan));
  screening_stay (&screening, params);
  if (screening.places->len > 0 && screening.n_slots > 0)
    {
      gboolean keeps = screening.stay.kind == POSKO_STAY_PRICE && screening.stay.amount == 0;
      if (posko_stay_limit (&screening.stay) >= 0 && !keeps_limit (&screening, params, &keeps, error))
        return FALSE;
      screening.holds = screening.previous != NULL && !keeps;
      g_autoptr (PoskoAssignment) assignment = choose_places (&screening, params, error);
      if (assignment == NULL)
        return FALSE;
      certify (plan, &screening, assignment);
    }
  for (guint i = 0; i < screening.n_tps; i++)
    if (screening.place[i] >= 0)
      write_row (plan, &screening, i);
    else
      write_shortage (plan, &screening, i);
  return TRUE;
}
