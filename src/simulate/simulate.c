/* simulate.c: the simulation as a set of tables: what their columns are in C, and the way from a case and plans to them. */
#include "simulate-tallies.h"

struct _PoskoSimulation
{
  PoskoCase *source;
  PoskoLanguage language;
  guint64 seed;
  guint n_days;
  PoskoTable *tables[POSKO_N_SIMULATE_TABLES];
};

#define COLUMN(type, name) { #name, G_STRUCT_OFFSET (type, name) }
#define END { NULL, 0 }

#define C(name) COLUMN (PoskoSimulateFigure, name)
static const PoskoBinding figure_columns[] = { C (nomor), C (bagian), C (kode), C (nama), C (nilai), C (ci_bawah), C (ci_atas), C (satuan), END };
#undef C
#define C(name) COLUMN (PoskoSimulatePair, name)
static const PoskoBinding pair_columns[] = { C (nomor), C (bagian), C (kode), C (nama), C (nilai_a), C (nilai_b), C (selisih), C (ci_bawah),
                                             C (ci_atas), C (satuan), C (putusan), END };
#undef C
#define C(name) COLUMN (PoskoSimulateTps, name)
static const PoskoBinding tps_columns[]
  = { C (nomor), C (kode_kecamatan), C (kecamatan), C (kode_tps), C (panggilan_per_1000_hari), C (menit_rata), C (menit_rata_bawah),
      C (menit_rata_atas), C (persen_lewat), C (persen_lewat_bawah), C (persen_lewat_atas), C (menit_terlama), C (persen_antaran_telat),
      C (porsi_dibuang_per_1000_hari), END };
#undef C
#define C(name) COLUMN (PoskoSimulateUnit, name)
static const PoskoBinding unit_columns[]
  = { C (jenis), C (kode), C (nama), C (tim), C (jam_siaga), C (panggilan_per_hari), C (persen_sibuk), C (persen_sibuk_bawah),
      C (persen_sibuk_atas), C (persen_sibuk_puncak), C (persen_puncak_bawah), C (persen_puncak_atas), END };
#undef C
#define C(name) COLUMN (PoskoSimulateLoss, name)
static const PoskoBinding loss_columns[]
  = { C (nomor), C (jenis), C (kode), C (nama), C (menit_rata), C (selisih_menit), C (selisih_menit_bawah), C (selisih_menit_atas),
      C (persen_lewat), C (selisih_persen), C (selisih_persen_bawah), C (selisih_persen_atas), C (menit_ambulans), C (selisih_ambulans),
      C (selisih_ambulans_bawah), C (selisih_ambulans_atas), C (putusan), END };
#undef C
#define C(name) COLUMN (PoskoSimulateDetail, name)
static const PoskoBinding detail_columns[]
  = { C (kelompok), C (urutan), C (kode), C (nama), C (panggilan_per_hari), C (menit_rata), C (menit_rata_bawah), C (menit_rata_atas),
      C (persen_lewat), C (persen_lewat_bawah), C (persen_lewat_atas), END };
#undef C
#define C(name) COLUMN (PoskoSimulateShift, name)
static const PoskoBinding shift_columns[]
  = { C (nomor), C (hari), C (shift), C (mulai), C (selesai), C (orang), C (tidak_hadir_persen), C (diisi_persen), C (tim),
      C (tim_kosong_persen), C (tim_lemah_persen), END };
#undef C
#define C(name) COLUMN (PoskoSimulatePrior, name)
static const PoskoBinding prior_columns[] = { C (nomor), C (jalur), C (arti), C (nilai), C (rentang), C (sumber), END };
#undef C

static const PoskoTableType table_types[POSKO_N_SIMULATE_TABLES] = {
  [POSKO_SIMULATE_FIGURES] = { "output/simulasi", sizeof (PoskoSimulateFigure), figure_columns },
  [POSKO_SIMULATE_PAIRS] = { "output/simulasi_banding", sizeof (PoskoSimulatePair), pair_columns },
  [POSKO_SIMULATE_TPS] = { "output/simulasi_tps", sizeof (PoskoSimulateTps), tps_columns },
  [POSKO_SIMULATE_UNITS] = { "output/simulasi_unit", sizeof (PoskoSimulateUnit), unit_columns },
  [POSKO_SIMULATE_LOSSES] = { "output/simulasi_n1", sizeof (PoskoSimulateLoss), loss_columns },
  [POSKO_SIMULATE_DETAILS] = { "output/simulasi_rincian", sizeof (PoskoSimulateDetail), detail_columns },
  [POSKO_SIMULATE_SHIFTS] = { "output/simulasi_shift", sizeof (PoskoSimulateShift), shift_columns },
  [POSKO_SIMULATE_PRIORS] = { "output/simulasi_asumsi", sizeof (PoskoSimulatePrior), prior_columns },
};

const PoskoTableType *
posko_simulate_table_type (PoskoSimulateTableId id)
{
  g_return_val_if_fail (id < POSKO_N_SIMULATE_TABLES, NULL);
  return &table_types[id];
}

static void
run_plan_clear (PoskoRunPlan *self)
{
  g_clear_pointer (&self->world, posko_world_free);
  for (guint p = 0; p < self->n_lives; p++)
    g_clear_pointer (&self->lives[p], posko_life_free);
  g_clear_pointer (&self->units, g_array_unref);
  g_free (self->unit_of_team);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoRunPlan, run_plan_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoTallies, posko_tallies_clear)

static void
lay_bins (PoskoRunPlan *self)
{
  PoskoBinLayout *layout = &self->layout;
  layout->tps = 0;
  layout->hours = layout->tps + self->world->n_tps;
  layout->roles = layout->hours + (guint) self->world->n_hours;
  layout->causes = layout->roles + POSKO_N_ROLES;
  layout->areas = layout->causes + POSKO_N_CAUSES;
  layout->n = layout->areas + self->world->n_areas;
}

/* The teams of a post that bear the same number, whatever the shift, are one unit. */
static void
lay_units (PoskoRunPlan *self)
{
  const PoskoLife *life = self->lives[0];
  const PoskoFleet *fleet = &life->fleet;
  self->units = g_array_new (FALSE, FALSE, sizeof (PoskoUnitPlace));
  self->unit_of_team = g_new (guint, MAX (1, fleet->n_teams));
  for (guint t = 0; t < fleet->n_teams; t++)
    {
      const PoskoTeam *team = &fleet->teams[t];
      guint u = self->units->len;
      while (u > 0 && g_array_index (self->units, PoskoUnitPlace, u - 1).post == team->post
             && g_array_index (self->units, PoskoUnitPlace, u - 1).number != life->team_number[t])
        u--;
      if (u == 0 || g_array_index (self->units, PoskoUnitPlace, u - 1).post != team->post)
        {
          const PoskoUnitPlace place = { team->post, life->team_number[t], 0, 0 };
          g_array_append_val (self->units, place);
          u = self->units->len;
        }
      PoskoUnitPlace *unit = &g_array_index (self->units, PoskoUnitPlace, u - 1);
      unit->duty += team->to - team->from;
      unit->peak += MAX (0, MIN (team->to, self->world->peak_to) - MAX (team->from, self->world->peak_from));
      self->unit_of_team[t] = u - 1;
    }
  self->n_units = self->units->len + fleet->n_ambulances;
  self->n_losses = fleet->n_posts + fleet->n_ambulances;
}

static gboolean
prepare (PoskoRunPlan *self, PoskoCase *source, const PoskoPlan *a, const PoskoPlan *b, GError **error)
{
  const PoskoPlan *const plans[] = { a, b };
  if (self->params->n_days < 1 || self->params->n_days > POSKO_SIMULATE_MAX_DAYS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("%u days; expected 1 to %d"), self->params->n_days, POSKO_SIMULATE_MAX_DAYS);
      return FALSE;
    }
  self->world = posko_world_new (source, error);
  if (self->world == NULL)
    return FALSE;
  for (guint p = 0; p < 2 && plans[p] != NULL; p++)
    {
      self->lives[p] = posko_life_new (self->world, plans[p], error);
      self->n_lives = p + 1;
      if (self->lives[p] == NULL)
        return FALSE;
    }
  lay_bins (self);
  lay_units (self);
  return TRUE;
}

PoskoSimulation *
posko_simulate (PoskoCase *source, const PoskoPlan *a, const PoskoPlan *b, const PoskoSimulateParams *params, GError **error)
{
  g_return_val_if_fail (source != NULL && a != NULL && params != NULL, NULL);
  g_auto (PoskoRunPlan) run = { .params = params };
  if (!prepare (&run, source, a, b, error))
    return NULL;
  g_auto (PoskoTallies) sum;
  posko_tallies_init (&sum, &run);
  if (!posko_run_days (&run, &sum, error))
    return NULL;
  PoskoSimulation *self = g_new0 (PoskoSimulation, 1);
  self->source = posko_case_ref (source);
  self->language = params->language;
  self->seed = params->seed;
  self->n_days = params->n_days;
  for (guint id = 0; id < POSKO_N_SIMULATE_TABLES; id++)
    self->tables[id] = posko_table_new (&table_types[id]);
  posko_simulate_fill (self->tables, &run, &sum);
  return self;
}

void
posko_simulation_free (PoskoSimulation *self)
{
  if (self == NULL)
    return;
  for (guint id = 0; id < POSKO_N_SIMULATE_TABLES; id++)
    posko_table_free (self->tables[id]);
  posko_case_unref (self->source);
  g_free (self);
}

PoskoTable *
posko_simulation_table (const PoskoSimulation *self, PoskoSimulateTableId id)
{
  g_return_val_if_fail (id < POSKO_N_SIMULATE_TABLES, NULL);
  return self->tables[id];
}

PoskoLanguage
posko_simulation_language (const PoskoSimulation *self)
{
  return self->language;
}

guint64
posko_simulation_seed (const PoskoSimulation *self)
{
  return self->seed;
}

guint
posko_simulation_n_days (const PoskoSimulation *self)
{
  return self->n_days;
}

const char *
posko_simulation_case_hash (const PoskoSimulation *self)
{
  return posko_case_hash (self->source);
}
