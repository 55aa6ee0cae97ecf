/* compare-means.c: which posts, ambulances, vehicles and boards are affected, what that costs, and how much of it lies in each kecamatan.
 *
 * A vehicle has no row in a plan: it is what its stops make of it. Its whole route of stops and times is compared, as text.
 */
#include "compare-private.h"
#include <string.h>

/* A vehicle with all its stops. */
typedef struct
{
  const char *code, *kitchen;
  gint64 portions;
  GString *route;
} Vehicle;

static const PoskoCompareKey post_key = { 1, { G_STRUCT_OFFSET (PoskoPlanPost, kode_pos) } };
static const PoskoCompareKey ambulance_key = { 1, { G_STRUCT_OFFSET (PoskoPlanAmbulance, kode_ambulans) } };
static const PoskoCompareKey board_key = { 1, { G_STRUCT_OFFSET (PoskoPlanBillboard, kode_baliho) } };
static const PoskoCompareKey vehicle_key = { 1, { G_STRUCT_OFFSET (Vehicle, code) } };

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
compare_ambulance (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoPlanAmbulance *one = row_b != NULL ? row_b : row_a;
  const Side a = side_of_ambulance (row_a), b = side_of_ambulance (row_b);
  if (row_a == NULL || row_b == NULL || !is_same_side (&a, &b))
    add_means (self,
               (PoskoCompareMeans) { one->kode_kecamatan, one->kecamatan, "ambulans", one->kode_ambulans, one->nama,
                                     posko_compare_change (row_a, row_b), .satuan = "TPS" },
               &a, &b);
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

static void
vehicle_free (gpointer data)
{
  Vehicle *self = data;
  g_string_free (self->route, TRUE);
  g_free (self);
}

/* The vehicles of a plan with their routes; stops are read in the order of the table, which is that of its key. */
static GPtrArray *
collect_vehicles (const PoskoPlan *plan)
{
  PoskoTable *stops = posko_plan_table (plan, POSKO_PLAN_STOPS);
  GPtrArray *vehicles = g_ptr_array_new_with_free_func (vehicle_free);
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < posko_table_n (stops); i++)
    {
      const PoskoPlanStop *stop = posko_table_row (stops, i);
      Vehicle *vehicle = g_hash_table_lookup (by_code, stop->kode_kendaraan);
      if (vehicle == NULL)
        {
          vehicle = g_new0 (Vehicle, 1);
          *vehicle = (Vehicle) { .code = stop->kode_kendaraan, .kitchen = stop->kode_dapur, .route = g_string_new (NULL) };
          g_hash_table_insert (by_code, (gpointer) vehicle->code, vehicle);
          g_ptr_array_add (vehicles, vehicle);
        }
      vehicle->portions += MAX (stop->porsi, 0);
      g_string_append_printf (vehicle->route, "%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n",
                              stop->gelombang, stop->hari, stop->trip, stop->urutan, stop->kode_tps, stop->porsi, stop->mulai_serah);
    }
  return vehicles;
}

static Side
side_of_vehicle (const Vehicle *row)
{
  return row == NULL ? unused_vehicle : (Side) { .place = row->kitchen, .served = row->portions, .cost = POSKO_MISSING };
}

static void
compare_vehicle (PoskoCompareWork *self, gconstpointer row_a, gconstpointer row_b)
{
  const Vehicle *one = row_b != NULL ? row_b : row_a, *was = row_a, *will = row_b;
  const Side a = side_of_vehicle (row_a), b = side_of_vehicle (row_b);
  if (was == NULL || will == NULL || !is_same_side (&a, &b) || !g_string_equal (was->route, will->route))
    add_means (self,
               (PoskoCompareMeans) { "", "", "kendaraan", one->code, "", posko_compare_change (row_a, row_b), .satuan = "porsi" }, &a, &b);
}

void
posko_compare_means (PoskoCompareWork *self)
{
  g_autoptr (GPtrArray) a = collect_vehicles (self->a);
  g_autoptr (GPtrArray) b = collect_vehicles (self->b);
  posko_compare_tables (self, POSKO_PLAN_POSTS, &post_key, compare_post);
  posko_compare_tables (self, POSKO_PLAN_AMBULANCES, &ambulance_key, compare_ambulance);
  posko_compare_pairs (self, a, b, &vehicle_key, compare_vehicle);
  posko_compare_tables (self, POSKO_PLAN_BILLBOARDS, &board_key, compare_board);
}

/* The row of a kecamatan, made when it is first asked for. */
static PoskoCompareArea *
area_of (PoskoCompareWork *self, const char *code, const char *name)
{
  PoskoTable *areas = self->answer->tables[POSKO_COMPARE_AREAS];
  for (guint i = 0; i < posko_table_n (areas); i++)
    {
      PoskoCompareArea *row = posko_table_row_mutable (areas, i);
      if (strcmp (row->kode_kecamatan, code) == 0)
        return row;
    }
  posko_compare_add (self, POSKO_COMPARE_AREAS, &(PoskoCompareArea) { .kode_kecamatan = code, .kecamatan = name });
  return posko_table_row_mutable (areas, posko_table_n (areas) - 1);
}

static void
count_people (PoskoCompareWork *self)
{
  PoskoTable *people = self->answer->tables[POSKO_COMPARE_PEOPLE];
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < posko_table_n (people); i++)
    {
      const PoskoComparePerson *row = posko_table_row (people, i);
      PoskoCompareArea *area = area_of (self, row->kode_kecamatan, row->kecamatan);
      area->tugas++;
      area->orang += g_hash_table_add (seen, g_strdup_printf ("%s\t%s", row->kode_kecamatan, row->kode_nakes));
    }
}

static void
count_means (PoskoCompareWork *self)
{
  PoskoTable *means = self->answer->tables[POSKO_COMPARE_MEANS];
  for (guint i = 0; i < posko_table_n (means); i++)
    {
      const PoskoCompareMeans *row = posko_table_row (means, i);
      PoskoCompareArea *area = area_of (self, row->kode_kecamatan, row->kecamatan);
      area->pos += strcmp (row->jenis, "pos") == 0;
      area->ambulans += strcmp (row->jenis, "ambulans") == 0;
      area->kendaraan += strcmp (row->jenis, "kendaraan") == 0;
      area->baliho += strcmp (row->jenis, "baliho") == 0;
      if (row->biaya_a != POSKO_MISSING && row->biaya_b != POSKO_MISSING)
        area->selisih_biaya += row->biaya_b - row->biaya_a;
    }
}

void
posko_compare_areas (PoskoCompareWork *self)
{
  PoskoTable *tps = self->answer->tables[POSKO_COMPARE_TPS], *meals = self->answer->tables[POSKO_COMPARE_MEALS];
  count_people (self);
  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoCompareTps *row = posko_table_row (tps, i);
      area_of (self, row->kode_kecamatan, row->kecamatan)->tps++;
    }
  for (guint i = 0; i < posko_table_n (meals); i++)
    {
      const PoskoCompareMeal *row = posko_table_row (meals, i);
      area_of (self, row->kode_kecamatan, row->kecamatan)->antaran++;
    }
  count_means (self);
}
