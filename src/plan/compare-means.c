/* compare-means.c: which posts, ambulances, vehicles and boards are affected, and what that costs. O(rows · log rows). */
#include "compare-private.h"
#include <string.h>

static const PoskoCompareKey post_key = { 1, { G_STRUCT_OFFSET (PoskoPlanPost, kode_pos) } };
static const PoskoCompareKey ambulance_key = { 1, { G_STRUCT_OFFSET (PoskoPlanAmbulance, kode_ambulans) } };
static const PoskoCompareKey board_key = { 1, { G_STRUCT_OFFSET (PoskoPlanBillboard, kode_baliho) } };

/* What is compared of a post, ambulance, vehicle or board in one plan; nothing where the plan has it not. */
typedef struct
{
  const char *place;
  gint64 teams, served, cost;
} Side;

static const Side unused = { .place = "" };
static const Side unused_vehicle = { .place = "", .cost = POSKO_MISSING }; /* what a vehicle costs is no column of a plan */

static gboolean
is_same_side (const Side *a, const Side *b)
{
  return strcmp (a->place, b->place) == 0 && a->teams == b->teams && a->served == b->served && a->cost == b->cost;
}

/* Adds @row, which has area, kind, code, name, change and unit, with the values of both sides. */
static void
add_means (PoskoCompareWork *self, PoskoCompareMeans row, const Side *a, const Side *b)
{
  const gboolean has_teams = strcmp (row.jenis, "pos") == 0;
  row.tempat_a = a->place;
  row.tempat_b = b->place;
  row.tim_a = has_teams ? a->teams : POSKO_MISSING;
  row.tim_b = has_teams ? b->teams : POSKO_MISSING;
  row.jumlah_a = a->served;
  row.jumlah_b = b->served;
  row.biaya_a = a->cost;
  row.biaya_b = b->cost;
  posko_compare_add (self, POSKO_COMPARE_MEANS, &row);
}

static Side
side_of_post (const PoskoPlanPost *row)
{
  return row == NULL ? unused : (Side) { .place = "", .teams = row->tim, .served = row->jumlah_tps, .cost = row->biaya };
}

static void
compare_post (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanPost *one = row_b != NULL ? row_b : row_a;
  const Side a = side_of_post (row_a), b = side_of_post (row_b);
  if (row_a == NULL || row_b == NULL || !is_same_side (&a, &b))
    add_means (self,
               (PoskoCompareMeans) { one->kode_kecamatan, one->kecamatan, "pos", one->kode_pos, one->nama,
                                     posko_compare_change (row_a, row_b), .satuan = "TPS" },
               &a, &b);
}

static Side
side_of_ambulance (const PoskoPlanAmbulance *row)
{
  return row == NULL ? unused : (Side) { .place = row->nama_pangkalan, .served = row->jumlah_tps, .cost = row->biaya };
}

static void
add_ambulance (PoskoCompareWork *self, const char *change, const PoskoPlanAmbulance *one, const Side *a, const Side *b)
{
  add_means (self,
             (PoskoCompareMeans){ one->kode_kecamatan, one->kecamatan, "ambulans", one->kode_ambulans, one->nama, change,
                                  .satuan = "TPS" },
             a, b);
}

/* One that moves between two kecamatan is a row in each: the cost and the TPS of A where it stood, those of B where it will stand. */
static void
compare_ambulance (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanAmbulance *was = row_a, *will = row_b;
  const Side a = side_of_ambulance (was), b = side_of_ambulance (will);
  if (was != NULL && will != NULL && strcmp (was->kode_kecamatan, will->kode_kecamatan) != 0)
    {
      const Side leaves = { .place = b.place }, comes = { .place = a.place };
      add_ambulance (self, "keluar", was, &a, &leaves);
      add_ambulance (self, "masuk", will, &comes, &b);
    }
  else if (was == NULL || will == NULL || !is_same_side (&a, &b))
    add_ambulance (self, posko_compare_change (was, will), will != NULL ? will : was, &a, &b);
}

static Side
side_of_board (const PoskoPlanBillboard *row)
{
  return row == NULL ? unused : (Side) { .place = "", .served = row->pemilih_terjangkau, .cost = row->biaya };
}

static void
compare_board (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanBillboard *one = row_b != NULL ? row_b : row_a;
  const Side a = side_of_board (row_a), b = side_of_board (row_b);
  if (row_a == NULL || row_b == NULL || !is_same_side (&a, &b))
    add_means (self,
               (PoskoCompareMeans) { one->kode_kecamatan, one->kecamatan, "baliho", one->kode_baliho, one->nama,
                                     posko_compare_change (row_a, row_b), .satuan = "orang" },
               &a, &b);
}

static Side
side_of_vehicle (const PoskoCompareRound *row)
{
  return row == NULL ? unused_vehicle : (Side) { .place = row->kitchen_name, .served = row->portions, .cost = POSKO_MISSING };
}

static void
compare_vehicle (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoCompareRound *one = row_b != NULL ? row_b : row_a, *was = row_a, *will = row_b;
  const Side a = side_of_vehicle (row_a), b = side_of_vehicle (row_b);
  if (was == NULL || will == NULL || !is_same_side (&a, &b) || !g_string_equal (was->route, will->route))
    add_means (self,
               (PoskoCompareMeans) { "", "", "kendaraan", one->code, "", posko_compare_change (row_a, row_b), .satuan = "porsi" }, &a, &b);
}

void
posko_compare_means (PoskoCompareWork *self)
{
  posko_compare_tables (self, POSKO_PLAN_POSTS, &post_key, compare_post);
  posko_compare_tables (self, POSKO_PLAN_AMBULANCES, &ambulance_key, compare_ambulance);
  posko_compare_pair_rounds (self, POSKO_COMPARE_VEHICLES, compare_vehicle);
  posko_compare_tables (self, POSKO_PLAN_BILLBOARDS, &board_key, compare_board);
}
