/* simulate-result.c: sums of days as tables: figures, pairs, the worst TPS, units, losses, details, shifts, priors. Section 12.6 of docs/model.md. */
#include "simulate-tallies.h"
#include <math.h>
#include <string.h>

#define NO_CEILING INFINITY
#define MINUTES_OF_SECONDS (1.0 / 60)
#define QUANTILE_DAYS 200u /* fewer are too few for sections */

typedef enum
{
  LESS_IS_BETTER,
  MORE_IS_BETTER,
  NO_DIRECTION,
} Direction;

typedef enum
{
  PERCENT_OF_CALLS,
  PERCENT,
  PERCENT_OF_DAYS,
  MINUTES,
  A_DAY,
} Measure;

typedef struct
{
  const char *part, *code, *english, *indonesian;
  Measure measure;
  const char *unit;
  Direction direction;
} Meaning;

static const Meaning meanings[POSKO_N_SIMULATE_FIGURES] = {
  [POSKO_FIGURE_CALLS] = { "panggilan", "panggilan", "Calls a day", "Panggilan per hari", A_DAY, "panggilan", NO_DIRECTION },
  [POSKO_FIGURE_WAIT] = { "panggilan", "tunggu_rata", "Mean wait for help", "Rata-rata menunggu pertolongan", MINUTES, "menit", LESS_IS_BETTER },
  [POSKO_FIGURE_OVER_8] = { "panggilan", "lewat_8", "Calls that wait over 8 min", "Panggilan menunggu lebih dari 8 menit", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_OVER_10] = { "panggilan", "lewat_10", "Calls that wait over 10 min", "Panggilan menunggu lebih dari 10 menit", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_OVER_15] = { "panggilan", "lewat_15", "Calls that wait over 15 min", "Panggilan menunggu lebih dari 15 menit", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_OVER_30] = { "panggilan", "lewat_30", "Calls that wait over 30 min", "Panggilan menunggu lebih dari 30 menit", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_OVER_STANDARD] = { "panggilan", "lewat_standar", "Calls beyond the response standard", "Panggilan melewati standar tanggap", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_DAYS_OVER] = { "panggilan", "hari_lewat_standar", "Days with a call beyond the standard", "Hari dengan panggilan melewati standar", PERCENT_OF_DAYS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_QUEUED] = { "panggilan", "antre", "Calls that find nobody free", "Panggilan saat semua sibuk atau tidak ada", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_UNANSWERED] = { "panggilan", "tanpa_bantuan", "Calls nobody answers", "Panggilan tanpa bantuan", PERCENT_OF_CALLS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_TRANSPORTS] = { "ambulans", "angkut", "Calls a day that need an ambulance", "Panggilan per hari yang perlu ambulans", A_DAY, "panggilan", NO_DIRECTION },
  [POSKO_FIGURE_TRANSFERS] = { "ambulans", "ke_rumah_sakit", "Patients a day taken to a hospital", "Pasien per hari yang dibawa ke rumah sakit", A_DAY, "pasien", NO_DIRECTION },
  [POSKO_FIGURE_TRANSFER_WAY] = { "ambulans", "jalan_rumah_sakit", "Mean drive with the patient to the hospital", "Rata-rata perjalanan pasien ke rumah sakit", MINUTES, "menit", LESS_IS_BETTER },
  [POSKO_FIGURE_AMBULANCE_WAIT] = { "ambulans", "tunggu_ambulans", "Mean wait for the ambulance", "Rata-rata menunggu ambulans", MINUTES, "menit", LESS_IS_BETTER },
  [POSKO_FIGURE_AMBULANCE_OVER] = { "ambulans", "ambulans_lewat_batas", "Ambulances beyond the outer limit", "Ambulans melewati batas terluar", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_MET] = { "ambulans", "bertemu", "Calls whose first ambulance is with another", "Panggilan yang ambulans pertamanya sedang dipakai", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_DAYS_MET] = { "ambulans", "hari_bertemu", "Days on which two calls meet one ambulance", "Hari dua panggilan bertemu satu ambulans", PERCENT_OF_DAYS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_AMBULANCE_BUSY] = { "ambulans", "sibuk_ambulans", "Ambulances busy", "Ambulans sibuk", PERCENT, "persen", NO_DIRECTION },
  [POSKO_FIGURE_AMBULANCE_PEAK] = { "ambulans", "sibuk_ambulans_puncak", "Ambulances busy in the peak phase", "Ambulans sibuk pada fase puncak", PERCENT, "persen", NO_DIRECTION },
  [POSKO_FIGURE_TEAM_BUSY] = { "staf", "sibuk_tim", "Teams busy", "Tim sibuk", PERCENT, "persen", NO_DIRECTION },
  [POSKO_FIGURE_TEAM_PEAK] = { "staf", "sibuk_tim_puncak", "Teams busy in the peak phase", "Tim sibuk pada fase puncak", PERCENT, "persen", NO_DIRECTION },
  [POSKO_FIGURE_ABSENT] = { "staf", "tidak_hadir", "People who do not come, a day", "Orang tidak hadir per hari", A_DAY, "orang-shift", LESS_IS_BETTER },
  [POSKO_FIGURE_FILLED] = { "staf", "diisi_cadangan", "No-shows filled by stand-bys", "Tidak hadir yang diisi cadangan", PERCENT, "persen", MORE_IS_BETTER },
  [POSKO_FIGURE_PLANNED_EMPTY] = { "staf", "tim_kosong_rencana", "Teams that the plan leaves empty", "Tim yang dikosongkan rencana", A_DAY, "tim-shift", LESS_IS_BETTER },
  [POSKO_FIGURE_DAYS_EMPTY] = { "staf", "hari_tim_kosong", "Days with an empty team at a shift's start", "Hari dengan tim kosong di awal shift", PERCENT_OF_DAYS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_DAYS_EMPTY_LEFT] = { "staf", "hari_tim_tetap_kosong", "Days with a team empty all its shift", "Hari dengan tim kosong sepanjang shift", PERCENT_OF_DAYS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_EMPTY] = { "staf", "tim_kosong", "Teams empty at the start", "Tim kosong di awal shift", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_WEAK] = { "staf", "tim_lemah", "Teams not complete at the start", "Tim tidak lengkap di awal shift", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_LATE_STOPS] = { "makan", "antaran_telat", "Deliveries late", "Antaran telat", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_LATE_PORTIONS] = { "makan", "porsi_telat", "Portions late", "Porsi telat", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_THROWN] = { "makan", "porsi_dibuang", "Portions thrown away", "Porsi dibuang", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_THROWN_A_DAY] = { "makan", "porsi_dibuang_hari", "Portions thrown away a day", "Porsi dibuang per hari", A_DAY, "porsi", LESS_IS_BETTER },
  [POSKO_FIGURE_DAYS_THROWN] = { "makan", "hari_dibuang", "Days on which portions are thrown away", "Hari dengan porsi dibuang", PERCENT_OF_DAYS, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_EATEN_LATE] = { "makan", "porsi_lewat_batas_makan", "Portions eaten after the limit", "Porsi dimakan lewat batas makan", PERCENT, "persen", LESS_IS_BETTER },
  [POSKO_FIGURE_DAYS_HEAT] = { "kejadian", "hari_panas", "Days of heat", "Hari sangat panas", PERCENT_OF_DAYS, "persen", NO_DIRECTION },
  [POSKO_FIGURE_DAYS_CRASH] = { "kejadian", "hari_kecelakaan", "Days with a crash", "Hari dengan kecelakaan", PERCENT_OF_DAYS, "persen", NO_DIRECTION },
  [POSKO_FIGURE_DAYS_FLOOD] = { "kejadian", "hari_banjir", "Days with a flood", "Hari dengan banjir", PERCENT_OF_DAYS, "persen", NO_DIRECTION },
  [POSKO_FIGURE_DAYS_FOOD] = { "kejadian", "hari_keracunan", "Days on which food makes ill", "Hari dengan keracunan makanan", PERCENT_OF_DAYS, "persen", NO_DIRECTION },
};

typedef struct
{
  PoskoTable *const *tables;
  const PoskoRunPlan *run;
  const PoskoTallies *sum;
} Filling;

static const char *text_of (const Filling *self, const char *english, const char *indonesian) G_GNUC_FORMAT (2) G_GNUC_FORMAT (3);

static const char *
text_of (const Filling *self, const char *english, const char *indonesian)
{
  return self->run->params->language == POSKO_LANGUAGE_EN ? english : indonesian;
}

static gdouble
scale_of (Measure measure)
{
  return measure == MINUTES ? MINUTES_OF_SECONDS : measure == A_DAY ? 1 : 100;
}

static PoskoEstimate
estimate_of (const PoskoMoments *moments, Measure measure)
{
  return posko_moments_estimate (moments, scale_of (measure), 0, measure == MINUTES || measure == A_DAY ? NO_CEILING : 100);
}

static void
add_figure (const Filling *self, const char *part, const char *code, const char *name, PoskoEstimate estimate, const char *unit)
{
  PoskoTable *table = self->tables[POSKO_SIMULATE_FIGURES];
  const PoskoSimulateFigure row = { .nomor = posko_table_n (table) + 1, .bagian = part, .kode = code, .nama = name, .nilai = estimate.value,
                                    .ci_bawah = estimate.low, .ci_atas = estimate.high, .satuan = unit };
  posko_table_append (table, &row);
}

static PoskoEstimate
minutes_of (PoskoEstimate seconds)
{
  return (PoskoEstimate) { seconds.value / 60, seconds.low / 60, seconds.high / 60 };
}

/* Quantiles and the longest stand after the mean of the same wait. */
static void
add_waits (const Filling *self, const PoskoHistogram *histogram, const char *part, const char *prefix, const char *english, const char *indonesian)
{
  static const gdouble shares[] = { 0.5, 0.9, 0.95, 0.99 };
  for (guint k = 0; k < G_N_ELEMENTS (shares); k++)
    {
      const guint percent = (guint) (100 * shares[k] + 0.5);
      g_autofree char *code = g_strdup_printf ("%s_p%u", prefix, percent);
      g_autofree char *name = g_strdup_printf (text_of (self, "%s: %u of 100 wait no longer", "%s: %u dari 100 tidak lebih lama"),
                                               text_of (self, english, indonesian), percent);
      add_figure (self, part, code, name,
                  minutes_of (posko_histogram_quantile (histogram, shares[k], self->run->params->n_days >= QUANTILE_DAYS)), "menit");
    }
  g_autofree char *code = g_strconcat (prefix, "_terlama", NULL);
  g_autofree char *name = g_strdup_printf (text_of (self, "%s: longest", "%s: terlama"), text_of (self, english, indonesian));
  const gdouble longest = histogram->longest < 0 ? (gdouble) NAN : (gdouble) histogram->longest / 60;
  add_figure (self, part, code, name, (PoskoEstimate) { longest, NAN, NAN }, "menit");
}

static void
fill_figures (const Filling *self)
{
  for (guint f = 0; f < POSKO_N_SIMULATE_FIGURES; f++)
    {
      const Meaning *meaning = &meanings[f];
      add_figure (self, meaning->part, meaning->code, text_of (self, meaning->english, meaning->indonesian),
                  estimate_of (&self->sum->figures[f].a, meaning->measure), meaning->unit);
      if (f == POSKO_FIGURE_WAIT)
        add_waits (self, &self->sum->waits, meaning->part, "tunggu", "Wait for help", "Menunggu pertolongan");
      if (f == POSKO_FIGURE_AMBULANCE_WAIT)
        add_waits (self, &self->sum->ambulance_waits, meaning->part, "ambulans", "Wait for the ambulance", "Menunggu ambulans");
    }
}

static const char *
verdict (const PoskoPaired *pair, PoskoEstimate difference, Direction direction)
{
  if (pair->days_different == 0)
    return "sama";
  if (direction == NO_DIRECTION || isnan (difference.value))
    return "berbeda";
  if (!(difference.low > 0) && !(difference.high < 0))
    return "belum_terbukti";
  return (difference.value < 0) == (direction == LESS_IS_BETTER) ? "lebih_baik" : "lebih_buruk";
}

static void
fill_pairs (const Filling *self)
{
  for (guint f = 0; self->run->n_lives > 1 && f < POSKO_N_SIMULATE_FIGURES; f++)
    {
      const Meaning *meaning = &meanings[f];
      const PoskoPaired *pair = &self->sum->figures[f];
      const PoskoEstimate difference = posko_paired_difference (pair, scale_of (meaning->measure));
      const PoskoSimulatePair row = { .nomor = f + 1,
                                      .bagian = meaning->part,
                                      .kode = meaning->code,
                                      .nama = text_of (self, meaning->english, meaning->indonesian),
                                      .nilai_a = estimate_of (&pair->a, meaning->measure).value,
                                      .nilai_b = estimate_of (&pair->b, meaning->measure).value,
                                      .selisih = difference.value,
                                      .ci_bawah = difference.low,
                                      .ci_atas = difference.high,
                                      .satuan = meaning->unit,
                                      .putusan = verdict (pair, difference, meaning->direction) };
      posko_table_append (self->tables[POSKO_SIMULATE_PAIRS], &row);
    }
}

/* What a bin holds of all days: those without a call add nothing but their number. */
static void
estimate_bin (const Filling *self, guint bin, PoskoEstimate *wait, PoskoEstimate *late)
{
  PoskoMoments waited = self->sum->bins[bin].wait, beyond = self->sum->bins[bin].late;
  waited.days = beyond.days = self->run->params->n_days;
  *wait = estimate_of (&waited, MINUTES);
  *late = estimate_of (&beyond, PERCENT_OF_CALLS);
}

typedef struct
{
  guint tps;
  gdouble late, wait;
} Rank;

/* The greatest share beyond the standard first, then the longest mean wait, then by code; those without a call last. */
static gint
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *x = a, *y = b;
  if (isnan (x->wait) || isnan (y->wait))
    return isnan (x->wait) && isnan (y->wait) ? (x->tps < y->tps ? -1 : 1) : isnan (x->wait) ? 1 : -1;
  if (x->late > y->late || x->late < y->late)
    return x->late > y->late ? -1 : 1;
  if (x->wait > y->wait || x->wait < y->wait)
    return x->wait > y->wait ? -1 : 1;
  return x->tps < y->tps ? -1 : x->tps > y->tps;
}

static gint64 *
count_stops (const Filling *self)
{
  const PoskoLife *life = self->run->lives[0];
  gint64 *stops = g_new0 (gint64, MAX (1, self->run->world->n_tps));
  for (guint s = 0; s < life->stops->len; s++)
    {
      const guint place = g_array_index (life->stops, PoskoStop, s).place;
      if (place != G_MAXUINT)
        stops[place]++;
    }
  return stops;
}

static void
add_tps (const Filling *self, guint i, gint64 stops)
{
  const PoskoWorld *world = self->run->world;
  const gdouble days = self->run->params->n_days;
  const PoskoBoundary *areas = posko_case_kecamatan (world->source);
  const PoskoBin *bin = &self->sum->bins[self->run->layout.tps + i];
  PoskoTable *table = self->tables[POSKO_SIMULATE_TPS];
  guint n;
  const PoskoTps *tps = posko_case_tps (world->source, &n);
  PoskoEstimate wait, late;
  estimate_bin (self, self->run->layout.tps + i, &wait, &late);
  const PoskoSimulateTps row = {
    .nomor = posko_table_n (table) + 1,
    .kode_kecamatan = posko_boundary_code (areas, tps[i].area),
    .kecamatan = posko_boundary_name (areas, tps[i].area),
    .kode_tps = tps[i].kode_tps,
    .panggilan_per_1000_hari = 1000 * (gdouble) bin->wait.n / days,
    .menit_rata = wait.value,
    .menit_rata_bawah = wait.low,
    .menit_rata_atas = wait.high,
    .persen_lewat = late.value,
    .persen_lewat_bawah = late.low,
    .persen_lewat_atas = late.high,
    .menit_terlama = bin->longest < 0 ? (gdouble) NAN : (gdouble) bin->longest / 60,
    .persen_antaran_telat = stops > 0 ? 100 * (gdouble) self->sum->late[i] / ((gdouble) stops * days) : (gdouble) NAN,
    .porsi_dibuang_per_1000_hari = 1000 * (gdouble) self->sum->thrown[i] / days,
  };
  posko_table_append (table, &row);
}

static void
fill_tps (const Filling *self)
{
  g_autofree gint64 *stops = count_stops (self);
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (Rank));
  for (guint i = 0; i < self->run->world->n_tps; i++)
    {
      PoskoEstimate wait, late;
      estimate_bin (self, self->run->layout.tps + i, &wait, &late);
      const Rank rank = { i, late.value, wait.value };
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, compare_ranks);
  for (guint k = 0; k < ranks->len; k++)
    {
      const guint i = g_array_index (ranks, Rank, k).tps;
      add_tps (self, i, stops[i]);
    }
}

static void
add_unit (const Filling *self, guint unit, const char *kind, const PoskoUnitName *name, guint number)
{
  const PoskoUnitTally *tally = &self->sum->units[unit];
  const PoskoEstimate busy = estimate_of (&tally->busy, PERCENT), peak = estimate_of (&tally->peak, PERCENT);
  const gdouble days = self->run->params->n_days;
  const PoskoSimulateUnit row = { .jenis = kind,
                                  .kode = name->code,
                                  .nama = name->name,
                                  .tim = number,
                                  .jam_siaga = (gdouble) tally->busy.n / days / 3600,
                                  .panggilan_per_hari = (gdouble) tally->calls / days,
                                  .persen_sibuk = busy.value,
                                  .persen_sibuk_bawah = busy.low,
                                  .persen_sibuk_atas = busy.high,
                                  .persen_sibuk_puncak = peak.value,
                                  .persen_puncak_bawah = peak.low,
                                  .persen_puncak_atas = peak.high };
  posko_table_append (self->tables[POSKO_SIMULATE_UNITS], &row);
}

static void
fill_units (const Filling *self)
{
  const PoskoLife *life = self->run->lives[0];
  const guint n_teams = self->run->units->len;
  for (guint a = 0; a < life->fleet.n_ambulances; a++)
    add_unit (self, n_teams + a, "ambulans", &g_array_index (life->ambulance_names, PoskoUnitName, a), 0);
  for (guint u = 0; u < n_teams; u++)
    {
      const PoskoUnitPlace *place = &g_array_index (self->run->units, PoskoUnitPlace, u);
      add_unit (self, u, "tim", &g_array_index (life->post_names, PoskoUnitName, place->post), place->number);
    }
  posko_table_sort (self->tables[POSKO_SIMULATE_UNITS]);
}

static PoskoSimulateLoss
loss_row (const Filling *self, guint loss)
{
  const PoskoLife *life = self->run->lives[0];
  const PoskoLossTally *tally = &self->sum->losses[loss];
  const gboolean is_post = loss < life->fleet.n_posts;
  const PoskoUnitName *name = is_post ? &g_array_index (life->post_names, PoskoUnitName, loss)
                                      : &g_array_index (life->ambulance_names, PoskoUnitName, loss - life->fleet.n_posts);
  const PoskoEstimate wait = posko_paired_difference (&tally->wait, MINUTES_OF_SECONDS),
                      late = posko_paired_difference (&tally->late, 100),
                      ambulance = posko_paired_difference (&tally->ambulance, MINUTES_OF_SECONDS);
  const char *of_late = verdict (&tally->late, late, LESS_IS_BETTER);
  return (PoskoSimulateLoss) {
    .jenis = is_post ? "pos" : "ambulans",
    .kode = name->code,
    .nama = name->name,
    .menit_rata = estimate_of (&tally->wait.b, MINUTES).value,
    .selisih_menit = wait.value,
    .selisih_menit_bawah = wait.low,
    .selisih_menit_atas = wait.high,
    .persen_lewat = estimate_of (&tally->late.b, PERCENT_OF_CALLS).value,
    .selisih_persen = late.value,
    .selisih_persen_bawah = late.low,
    .selisih_persen_atas = late.high,
    .menit_ambulans = estimate_of (&tally->ambulance.b, MINUTES).value,
    .selisih_ambulans = ambulance.value,
    .selisih_ambulans_bawah = ambulance.low,
    .selisih_ambulans_atas = ambulance.high,
    .putusan = strcmp (of_late, "sama") == 0 || strcmp (of_late, "belum_terbukti") == 0
                 ? verdict (&tally->ambulance, ambulance, LESS_IS_BETTER)
                 : of_late,
  };
}

static gint
compare_losses (gconstpointer a, gconstpointer b)
{
  const PoskoSimulateLoss *x = a, *y = b;
  if (x->selisih_persen > y->selisih_persen || x->selisih_persen < y->selisih_persen)
    return x->selisih_persen > y->selisih_persen ? -1 : 1;
  if (x->selisih_ambulans > y->selisih_ambulans || x->selisih_ambulans < y->selisih_ambulans)
    return x->selisih_ambulans > y->selisih_ambulans ? -1 : 1;
  const gint order = strcmp (x->jenis, y->jenis);
  return order != 0 ? order : strcmp (x->kode, y->kode);
}

static void
fill_losses (const Filling *self)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (PoskoSimulateLoss));
  for (guint loss = 0; loss < self->run->n_losses; loss++)
    {
      const PoskoSimulateLoss row = loss_row (self, loss);
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_losses);
  for (guint k = 0; k < rows->len; k++)
    {
      PoskoSimulateLoss *row = &g_array_index (rows, PoskoSimulateLoss, k);
      row->nomor = k + 1;
      posko_table_append (self->tables[POSKO_SIMULATE_LOSSES], row);
    }
}

static void
add_detail (const Filling *self, const char *group, guint order, guint bin, const char *code, const char *name)
{
  PoskoEstimate wait, late;
  if (self->sum->bins[bin].wait.n == 0)
    return;
  estimate_bin (self, bin, &wait, &late);
  const PoskoSimulateDetail row = { .kelompok = group,
                                    .urutan = order,
                                    .kode = code,
                                    .nama = name,
                                    .panggilan_per_hari = (gdouble) self->sum->bins[bin].wait.n / self->run->params->n_days,
                                    .menit_rata = wait.value,
                                    .menit_rata_bawah = wait.low,
                                    .menit_rata_atas = wait.high,
                                    .persen_lewat = late.value,
                                    .persen_lewat_bawah = late.low,
                                    .persen_lewat_atas = late.high };
  posko_table_append (self->tables[POSKO_SIMULATE_DETAILS], &row);
}

static void
fill_details (const Filling *self)
{
  static const char *const roles[POSKO_N_ROLES][3] = {
    { "berisiko", "KPPS found at risk", "KPPS berisiko" }, { "kpps", "Other KPPS", "KPPS lain" },
    { "linmas", "Linmas", "Linmas" },                      { "pengawas", "Supervisors", "Pengawas TPS" },
    { "pemilih", "Voters", "Pemilih" },                    { "ppk", "PPK", "PPK" },
    { "pps", "PPS", "PPS" },                               { "pemakan", "Who ate at the TPS", "Pemakan di TPS" },
  };
  static const char *const causes[POSKO_N_CAUSES][3] = {
    { "biasa", "Ordinary", "Biasa" }, { "panas", "Heat", "Panas" }, { "kecelakaan", "Crash", "Kecelakaan" }, { "keracunan", "Food", "Keracunan makanan" },
  };
  const PoskoWorld *world = self->run->world;
  const PoskoBinLayout *layout = &self->run->layout;
  const PoskoBoundary *areas = posko_case_kecamatan (world->source);
  for (guint h = 0; h < (guint) world->n_hours; h++)
    {
      const gint64 hour = world->first_hour + h, day = hour / 24 - (hour % 24 < 0);
      g_autofree char *code = g_strdup_printf ("%s %02d:00", posko_day_name (day), (int) (hour - 24 * day));
      add_detail (self, "jam", h + 1, layout->hours + h, code, code);
    }
  for (guint r = 0; r < POSKO_N_ROLES; r++)
    add_detail (self, "peran", r + 1, layout->roles + r, roles[r][0], text_of (self, roles[r][1], roles[r][2]));
  for (guint c = 0; c < POSKO_N_CAUSES; c++)
    add_detail (self, "sebab", c + 1, layout->causes + c, causes[c][0], text_of (self, causes[c][1], causes[c][2]));
  for (guint k = 0; k < world->n_areas; k++)
    add_detail (self, "kecamatan", k + 1, layout->areas + k, posko_boundary_code (areas, k), posko_boundary_name (areas, k));
  posko_table_sort (self->tables[POSKO_SIMULATE_DETAILS]);
}

static gdouble
percent_of (gint64 x, gint64 n)
{
  return n > 0 ? 100 * (gdouble) x / (gdouble) n : (gdouble) NAN;
}

static void
add_shift (const Filling *self, const PoskoShift *shift, const PoskoStaffDay *all_days, gint64 n_persons)
{
  PoskoTable *table = self->tables[POSKO_SIMULATE_SHIFTS];
  const gint64 days = self->run->params->n_days;
  const PoskoSimulateShift row = { .nomor = posko_table_n (table) + 1,
                                   .hari = posko_day_name (shift->day),
                                   .shift = shift->kode,
                                   .mulai = shift->start - 1440 * shift->day,
                                   .selesai = shift->end - 1440 * shift->day,
                                   .orang = n_persons,
                                   .tidak_hadir_persen = percent_of (all_days->absent, n_persons * days),
                                   .diisi_persen = percent_of (all_days->filled, all_days->absent),
                                   .tim = all_days->teams / days, /* the same every day */
                                   .tim_kosong_persen = percent_of (all_days->empty_at_start, all_days->teams),
                                   .tim_lemah_persen = percent_of (all_days->weak, all_days->teams) };
  posko_table_append (table, &row);
}

/* The shifts of the policy stand in time order. */
static void
fill_shifts (const Filling *self)
{
  const PoskoPolicy *policy = self->run->world->policy;
  const GArray *watches = self->run->lives[0]->watches;
  g_autofree gint64 *n_persons = g_new0 (gint64, MAX (1, policy->n_shifts));
  for (guint w = 0; w < watches->len; w++)
    {
      const PoskoWatch *watch = &g_array_index (watches, PoskoWatch, w);
      n_persons[watch->shift] += watch->n_persons;
    }
  for (guint s = 0; s < policy->n_shifts; s++)
    if (n_persons[s] > 0)
      add_shift (self, &policy->shifts[s], &self->sum->shifts[s], n_persons[s]);
}

/* The sections of the policy on which a simulation rests. */
static gboolean
is_prior (const char *path)
{
  static const char *const sections[] = { "fase", "shift", "respons/", "perjalanan/", "insiden/", "ambulans/", "pos/tim_", "makan/m", "simulasi/" };
  for (guint s = 0; s < G_N_ELEMENTS (sections); s++)
    if (g_str_has_prefix (path, sections[s]))
      return TRUE;
  return FALSE;
}

static void
fill_priors (const Filling *self)
{
  guint n;
  const PoskoPolicyValue *values = posko_case_policy_values (self->run->world->source, &n);
  PoskoTable *table = self->tables[POSKO_SIMULATE_PRIORS];
  for (guint v = 0; v < n; v++)
    {
      if (!is_prior (values[v].path))
        continue;
      const PoskoSimulatePrior row = { posko_table_n (table) + 1, values[v].path, values[v].meaning, values[v].value, values[v].range,
                                       values[v].source };
      posko_table_append (table, &row);
    }
}

void
posko_simulate_fill (PoskoTable *const *tables, const PoskoRunPlan *run, const PoskoTallies *sum)
{
  const Filling self = { tables, run, sum };
  fill_figures (&self);
  fill_pairs (&self);
  fill_tps (&self);
  fill_units (&self);
  fill_losses (&self);
  fill_details (&self);
  fill_shifts (&self);
  fill_priors (&self);
}
