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

static gboolean
is_same_turn (const Turn *a, const Turn *b)
{
  return same (a->place, b->place) && a->start == b->start && a->end == b->end && same (a->task, b->task)
         && posko_compare_same_number (a->minutes, b->minutes) && same (a->vote, b->vote) && same (a->vote_at, b->vote_at);
}

/* @a, @b: (nullable): at least one */
static void
compare_turns (PoskoCompareWork *self, const char *role, const Turn *a, const Turn *b)
{
  const Turn *one = b != NULL ? b : a;
  if (a != NULL && b != NULL && is_same_turn (a, b))
    return;
  const PoskoComparePerson person = {
    .kode_kecamatan = one->area_code,
    .kecamatan = one->area,
    .kode_nakes = one->code,
    .sebutan = one->name,
    .profesi = one->profession,
    .peran = role,
    .hari = one->day,
    .shift = one->shift,
    .perubahan = posko_compare_change (a, b),
    .tempat_a = TEXT (a, place),
    .tempat_b = TEXT (b, place),
    .nama_tempat_a = TEXT (a, place_name),
    .nama_tempat_b = TEXT (b, place_name),
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

/* The health check of a TPS; NULL when it has none. */
static const PoskoPlanScreening *
find_screening (const PoskoPlan *plan, const PoskoPlanTps *tps)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_SCREENING);
  for (guint i = 0; tps != NULL && i < posko_table_n (table); i++)
    {
      const PoskoPlanScreening *row = posko_table_row (table, i);
      if (same (row->kode_tps, tps->kode_tps))
        return row;
    }
  return NULL;
}

static gboolean
is_same_tps (const PoskoCompareTps *row)
{
  return !row->pindah && same (row->pos_utama_a, row->pos_utama_b)
         && posko_compare_same_number (row->menit_utama_a, row->menit_utama_b) && same (row->pos_cadangan_a, row->pos_cadangan_b)
         && same (row->ambulans_pertama_a, row->ambulans_pertama_b)
         && posko_compare_same_number (row->menit_ambulans_a, row->menit_ambulans_b) && row->baliho_a == row->baliho_b
         && same (row->skrining_faskes_a, row->skrining_faskes_b) && row->skrining_tanggal_a == row->skrining_tanggal_b
         && same (row->skrining_sesi_a, row->skrining_sesi_b);
}

static void
compare_tps (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanTps *a = row_a, *b = row_b, *one = b != NULL ? b : a;
  const PoskoPlanScreening *check_a = find_screening (self->a, a), *check_b = find_screening (self->b, b);
  const PoskoCompareTps row = {
    .kode_kecamatan = one->kode_kecamatan,
    .kecamatan = one->kecamatan,
    .kode_tps = one->kode_tps,
    .perubahan = posko_compare_change (a, b),
    .pindah = a != NULL && b != NULL
              && !(posko_compare_same_number (a->lat, b->lat) && posko_compare_same_number (a->lon, b->lon)),
    .pos_utama_a = TEXT (a, pos_utama),
    .pos_utama_b = TEXT (b, pos_utama),
    .menit_utama_a = NUMBER (a, menit_utama),
    .menit_utama_b = NUMBER (b, menit_utama),
    .pos_cadangan_a = TEXT (a, pos_cadangan),
    .pos_cadangan_b = TEXT (b, pos_cadangan),
    .ambulans_pertama_a = TEXT (a, ambulans_pertama),
    .ambulans_pertama_b = TEXT (b, ambulans_pertama),
    .menit_ambulans_a = NUMBER (a, menit_ambulans),
    .menit_ambulans_b = NUMBER (b, menit_ambulans),
    .baliho_a = INTEGER (a, baliho),
    .baliho_b = INTEGER (b, baliho),
    .skrining_faskes_a = TEXT (check_a, kode_faskes),
    .skrining_faskes_b = TEXT (check_b, kode_faskes),
    .skrining_tanggal_a = INTEGER (check_a, tanggal),
    .skrining_tanggal_b = INTEGER (check_b, tanggal),
    .skrining_sesi_a = TEXT (check_a, sesi),
    .skrining_sesi_b = TEXT (check_b, sesi),
  };
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
  const gboolean arrives = a != NULL && b != NULL && a->tiba != POSKO_MISSING && b->tiba != POSKO_MISSING;
  const PoskoCompareMeal row = {
    .kode_kecamatan = one->kode_kecamatan,
    .kecamatan = one->kecamatan,
    .kode_tps = one->kode_tps,
    .gelombang = one->gelombang,
    .hari = one->hari,
    .perubahan = posko_compare_change (a, b),
    .porsi_diantar_a = portions_brought (a),
    .porsi_diantar_b = portions_brought (b),
    .kode_dapur_a = TEXT (a, kode_dapur),
    .kode_dapur_b = TEXT (b, kode_dapur),
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
