/* compare-affected.c: who is affected: people and their shifts, TPS and what serves them, meals and when they come. */
#include "compare-private.h"
#include <math.h>
#include <string.h>

#define KEY(...) { .n = G_N_ELEMENTS (((const gsize[]){ __VA_ARGS__ })), .offsets = { __VA_ARGS__ } }
#define AT(type, name) G_STRUCT_OFFSET (type, name)

/* The member of a row that may not be there. */
#define TEXT(row, name) ((row) != NULL ? (row)->name : "")
#define INTEGER(row, name) ((row) != NULL ? (row)->name : POSKO_MISSING)
#define NUMBER(row, name) ((row) != NULL ? (row)->name : (gdouble) NAN)

static const PoskoCompareKey duty_key
  = KEY (AT (PoskoPlanDuty, kode_nakes), AT (PoskoPlanDuty, hari), AT (PoskoPlanDuty, shift));
static const PoskoCompareKey reserve_key
  = KEY (AT (PoskoPlanReserve, kode_nakes), AT (PoskoPlanReserve, hari), AT (PoskoPlanReserve, shift));
static const PoskoCompareKey tps_key = KEY (AT (PoskoPlanTps, kode_tps));
static const PoskoCompareKey meal_key = KEY (AT (PoskoPlanMeal, kode_tps), AT (PoskoPlanMeal, gelombang));

static gboolean
same (const char *a, const char *b)
{
  return strcmp (a, b) == 0;
}

static gdouble
hours (gint64 start, gint64 end)
{
  return start != POSKO_MISSING && end != POSKO_MISSING ? (gdouble) (end - start) / 60 : 0;
}

/* A shift of a person in one plan: on duty or standing by. */
typedef struct
{
  const char *area_code, *area, *code, *name, *profession, *day, *shift;
  const char *place, *place_name, *task, *vote, *vote_at;
  gint64 start, end;
  gdouble minutes; /* from home */
} Turn;

static Turn
turn_of_duty (const PoskoPlanDuty *row)
{
  return (Turn) { .area_code = row->kode_kecamatan,
                  .area = row->kecamatan,
                  .code = row->kode_nakes,
                  .name = row->sebutan,
                  .profession = row->profesi,
                  .day = row->hari,
                  .shift = row->shift,
                  .place = row->kode_pos,
                  .place_name = row->nama_pos,
                  .task = row->tugas,
                  .vote = row->cara_memilih,
                  .vote_at = row->tps_memilih,
                  .start = row->mulai,
                  .end = row->selesai,
                  .minutes = row->menit_tempuh };
}

static Turn
turn_of_reserve (const PoskoPlanReserve *row)
{
  return (Turn) { .area_code = row->kode_kecamatan,
                  .area = row->kecamatan,
                  .code = row->kode_nakes,
                  .name = row->sebutan,
                  .profession = row->profesi,
                  .day = row->hari,
                  .shift = row->shift,
                  .place = row->kode_kecamatan,
                  .place_name = row->kecamatan,
                  .task = row->profesi,
                  .vote = "",
                  .vote_at = "",
                  .start = row->mulai,
                  .end = row->selesai,
                  .minutes = row->menit_tiba };
}

/* Whether the person need not be told: only the way there is another. */
static gboolean
is_same_duty (const Turn *a, const Turn *b)
{
  return same (a->place, b->place) && a->start == b->start && a->end == b->end && same (a->task, b->task) && same (a->vote, b->vote)
         && same (a->vote_at, b->vote_at);
}

static gboolean
is_same_turn (const Turn *a, const Turn *b)
{
  return is_same_duty (a, b) && posko_compare_same_number (a->minutes, b->minutes);
}

/* @a, @b: (nullable): what the row tells of both plans; @from, @to: (nullable): between which places */
static void
add_turn (PoskoCompareWork *self, const char *role, const char *change, const Turn *a, const Turn *b, const Turn *from, const Turn *to)
{
  const Turn *one = b != NULL ? b : a;
  const PoskoComparePerson person = {
    .kode_kecamatan = one->area_code,
    .kecamatan = one->area,
    .kode_nakes = one->code,
    .sebutan = one->name,
    .profesi = one->profession,
    .peran = role,
    .hari = one->day,
    .shift = one->shift,
    .perubahan = change,
    .kabari = a == NULL || b == NULL || !is_same_duty (a, b),
    .tempat_a = TEXT (from, place),
    .tempat_b = TEXT (to, place),
    .nama_tempat_a = TEXT (from, place_name),
    .nama_tempat_b = TEXT (to, place_name),
    .mulai_a = INTEGER (a, start),
    .mulai_b = INTEGER (b, start),
    .selesai_a = INTEGER (a, end),
    .selesai_b = INTEGER (b, end),
    .selisih_jam = hours (INTEGER (b, start), INTEGER (b, end)) - hours (INTEGER (a, start), INTEGER (a, end)),
    .menit_tempuh_a = NUMBER (a, minutes),
    .menit_tempuh_b = NUMBER (b, minutes),
    .tugas_a = TEXT (a, task),
    .tugas_b = TEXT (b, task),
    .cara_memilih_a = TEXT (a, vote),
    .cara_memilih_b = TEXT (b, vote),
  };
  posko_compare_add (self, POSKO_COMPARE_PEOPLE, &person);
}

/* @a, @b: (nullable): at least one. A move between two kecamatan is a row in each, so that each sees what it loses and gains. */
static void
compare_turns (PoskoCompareWork *self, const char *role, const Turn *a, const Turn *b)
{
  if (a != NULL && b != NULL && is_same_turn (a, b))
    return;
  if (a != NULL && b != NULL && !same (a->area_code, b->area_code))
    {
      add_turn (self, role, "keluar", a, NULL, a, b);
      add_turn (self, role, "masuk", NULL, b, a, b);
      return;
    }
  add_turn (self, role, posko_compare_change (a, b), a, b, a, b);
}

static void
compare_duty (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const Turn a = row_a != NULL ? turn_of_duty (row_a) : (Turn) { 0 }, b = row_b != NULL ? turn_of_duty (row_b) : (Turn) { 0 };
  compare_turns (self, "tugas", row_a != NULL ? &a : NULL, row_b != NULL ? &b : NULL);
}

static void
compare_reserve (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const Turn a = row_a != NULL ? turn_of_reserve (row_a) : (Turn) { 0 }, b = row_b != NULL ? turn_of_reserve (row_b) : (Turn) { 0 };
  compare_turns (self, "cadangan", row_a != NULL ? &a : NULL, row_b != NULL ? &b : NULL);
}

void
posko_compare_people (PoskoCompareWork *self)
{
  posko_compare_tables (self, POSKO_PLAN_ROSTER, &duty_key, compare_duty);
  posko_compare_tables (self, POSKO_PLAN_RESERVES, &reserve_key, compare_reserve);
}

static gboolean
has_same_care (const PoskoCompareTps *row)
{
  return same (row->pos_utama_a, row->pos_utama_b) && same (row->pos_cadangan_a, row->pos_cadangan_b)
         && same (row->skrining_faskes_a, row->skrining_faskes_b) && row->skrining_tanggal_a == row->skrining_tanggal_b
         && same (row->skrining_sesi_a, row->skrining_sesi_b);
}

static gboolean
is_same_tps (const PoskoCompareTps *row)
{
  return !row->pindah && has_same_care (row) && posko_compare_same_number (row->menit_utama_a, row->menit_utama_b)
         && same (row->ambulans_pertama_a, row->ambulans_pertama_b)
         && posko_compare_same_number (row->menit_ambulans_a, row->menit_ambulans_b) && row->baliho_a == row->baliho_b;
}

static void
fill_posts (const PoskoCompareWork *self, PoskoCompareTps *row, const PoskoPlanTps *a, const PoskoPlanTps *b)
{
  row->pos_utama_a = TEXT (a, pos_utama);
  row->pos_utama_b = TEXT (b, pos_utama);
  row->nama_pos_utama_a = posko_compare_post_name (&self->names_a, row->pos_utama_a);
  row->nama_pos_utama_b = posko_compare_post_name (&self->names_b, row->pos_utama_b);
  row->menit_utama_a = NUMBER (a, menit_utama);
  row->menit_utama_b = NUMBER (b, menit_utama);
  row->pos_cadangan_a = TEXT (a, pos_cadangan);
  row->pos_cadangan_b = TEXT (b, pos_cadangan);
  row->nama_pos_cadangan_a = posko_compare_post_name (&self->names_a, row->pos_cadangan_a);
  row->nama_pos_cadangan_b = posko_compare_post_name (&self->names_b, row->pos_cadangan_b);
  row->ambulans_pertama_a = TEXT (a, ambulans_pertama);
  row->ambulans_pertama_b = TEXT (b, ambulans_pertama);
  row->nama_ambulans_a = posko_compare_ambulance_name (&self->names_a, row->ambulans_pertama_a);
  row->nama_ambulans_b = posko_compare_ambulance_name (&self->names_b, row->ambulans_pertama_b);
  row->menit_ambulans_a = NUMBER (a, menit_ambulans);
  row->menit_ambulans_b = NUMBER (b, menit_ambulans);
}

static void
fill_screening (const PoskoCompareWork *self, PoskoCompareTps *row, const PoskoPlanTps *tps_a, const PoskoPlanTps *tps_b)
{
  const PoskoPlanScreening *a = tps_a != NULL ? g_hash_table_lookup (self->names_a.screenings, tps_a->kode_tps) : NULL;
  const PoskoPlanScreening *b = tps_b != NULL ? g_hash_table_lookup (self->names_b.screenings, tps_b->kode_tps) : NULL;
  row->skrining_faskes_a = TEXT (a, kode_faskes);
  row->skrining_faskes_b = TEXT (b, kode_faskes);
  row->nama_skrining_a = TEXT (a, nama_faskes);
  row->nama_skrining_b = TEXT (b, nama_faskes);
  row->skrining_tanggal_a = INTEGER (a, tanggal);
  row->skrining_tanggal_b = INTEGER (b, tanggal);
  row->skrining_sesi_a = TEXT (a, sesi);
  row->skrining_sesi_b = TEXT (b, sesi);
}

static void
compare_tps (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanTps *a = row_a, *b = row_b, *one = b != NULL ? b : a;
  PoskoCompareTps row = {
    .kode_kecamatan = one->kode_kecamatan,
    .kecamatan = one->kecamatan,
    .kelurahan = one->kelurahan,
    .kode_tps = one->kode_tps,
    .nomor = one->nomor,
    .perubahan = posko_compare_change (a, b),
    .pindah = a != NULL && b != NULL
              && !(posko_compare_same_number (a->lat, b->lat) && posko_compare_same_number (a->lon, b->lon)),
    .baliho_a = INTEGER (a, baliho),
    .baliho_b = INTEGER (b, baliho),
  };
  fill_posts (self, &row, a, b);
  fill_screening (self, &row, a, b);
  row.kabari = a == NULL || b == NULL || !has_same_care (&row);
  if (a == NULL || b == NULL || !is_same_tps (&row))
    posko_compare_add (self, POSKO_COMPARE_TPS, &row);
}

void
posko_compare_tps (PoskoCompareWork *self)
{
  posko_compare_tables (self, POSKO_PLAN_TPS, &tps_key, compare_tps);
}

static gint64
portions_brought (const PoskoPlanMeal *meal)
{
  return meal != NULL && *meal->kode_kendaraan != '\0' ? meal->porsi : 0;
}

static gboolean
is_same_meal (const PoskoPlanMeal *a, const PoskoPlanMeal *b)
{
  return a != NULL && b != NULL && portions_brought (a) == portions_brought (b) && same (a->kode_dapur, b->kode_dapur)
         && same (a->kode_kendaraan, b->kode_kendaraan) && a->trip == b->trip && a->tiba == b->tiba && same (a->hari, b->hari);
}

static void
compare_meal (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanMeal *a = row_a, *b = row_b, *one = b != NULL ? b : a;
  if (is_same_meal (a, b))
    return;
  const PoskoPlanTps *tps = g_hash_table_lookup ((b != NULL ? &self->names_b : &self->names_a)->tps, one->kode_tps);
  const gboolean arrives = a != NULL && b != NULL && a->tiba != POSKO_MISSING && b->tiba != POSKO_MISSING;
  const PoskoCompareMeal row = {
    .kode_kecamatan = one->kode_kecamatan,
    .kecamatan = one->kecamatan,
    .kelurahan = TEXT (tps, kelurahan),
    .kode_tps = one->kode_tps,
    .nomor = INTEGER (tps, nomor),
    .gelombang = one->gelombang,
    .nama_gelombang = posko_compare_wave_name (self, one->gelombang),
    .hari = one->hari,
    .perubahan = posko_compare_change (a, b),
    .porsi_diantar_a = portions_brought (a),
    .porsi_diantar_b = portions_brought (b),
    .kode_dapur_a = TEXT (a, kode_dapur),
    .kode_dapur_b = TEXT (b, kode_dapur),
    .nama_dapur_a = a != NULL ? posko_compare_kitchen_name (&self->names_a, a->kode_dapur) : "",
    .nama_dapur_b = b != NULL ? posko_compare_kitchen_name (&self->names_b, b->kode_dapur) : "",
    .kode_kendaraan_a = TEXT (a, kode_kendaraan),
    .kode_kendaraan_b = TEXT (b, kode_kendaraan),
    .trip_a = INTEGER (a, trip),
    .trip_b = INTEGER (b, trip),
    .tiba_a = INTEGER (a, tiba),
    .tiba_b = INTEGER (b, tiba),
    .selisih_menit = arrives ? b->tiba - a->tiba : POSKO_MISSING,
  };
  posko_compare_add (self, POSKO_COMPARE_MEALS, &row);
}

void
posko_compare_meals (PoskoCompareWork *self)
{
  posko_compare_tables (self, POSKO_PLAN_MEALS, &meal_key, compare_meal);
}
