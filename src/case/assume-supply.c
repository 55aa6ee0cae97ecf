/* assume-supply.c: assumed kitchens, vehicles and candidate billboards.
 *
 * A kitchen stands in the middle of the TPS that it could feed. The fleet is counted from the stops that one car makes while the shortest wave's
 * window is open: a tour through n points of area A is about 0.7124·√(n·A) long (Beardwood, Halton & Hammersley 1959,
 * doi:10.1017/S0305004100034095; the constant by Johnson & McGeoch 1996). Cost: O(n log n).
 */
#include "assume-private.h"
#include <math.h>

#define TOUR_CONSTANT 0.7124
#define ROAD_METRES_PER_MINUTE (25000.0 / 60 / 1.35) /* the policy's default speed and detour */
#define LOADING_AND_DRIVING_MINUTES 30               /* before the first TPS, inside the hot-food limit */
#define CERTIFICATE_DAYS 365

/* Whole tens, rounded up. */
static gint64
kitchen_portions (const PoskoAssumeGroup *group)
{
  return posko_assume_ceil (MAX (1, group->portions) * posko_ratio (POSKO_RATIO_PORTIONS_PERCENT), 1000) * 10;
}

static gint64
city_portions (const PoskoAssumeCity *city)
{
  gint64 portions = 0;
  for (guint i = 0; i < city->n_tps; i++)
    portions += posko_assume_portions (city->tps[i]);
  return portions;
}

void
posko_assume_dapur (const PoskoAssumeCity *city, PoskoTable *dapur)
{
  const gint64 kitchens = posko_assume_ceil (city_portions (city) * posko_ratio (POSKO_RATIO_PORTIONS_PERCENT),
                                             100 * posko_ratio (POSKO_RATIO_PORTIONS_PER_KITCHEN));
  g_autoptr (GArray) groups = posko_assume_split_city (city, kitchens);
  for (guint i = 0; i < groups->len; i++)
    {
      const PoskoAssumeGroup *group = &g_array_index (groups, PoskoAssumeGroup, i);
      const PoskoTps *tps = city->tps[group->middle];
      const gint64 portions = kitchen_portions (group);
      char code[POSKO_ASSUME_CODE];
      PoskoDapur row = {
        .kode = posko_assume_numbered (code, "D", 3, i + 1),
        .nama = posko_assume_text (dapur, "Dapur perkiraan %u, %s", i + 1, tps->kelurahan),
        .lat = tps->lat,
        .lon = tps->lon,
        .porsi_per_gelombang = portions,
        .buka = 3 * 60,
        .tutup = 24 * 60,
        .slhs_berlaku = city->tanggal_h + CERTIFICATE_DAYS,
        .halal = TRUE,
        .skala = portions <= 100 ? "mikro" : portions <= 500 ? "kecil" : "menengah",
        .tps_maks = POSKO_MISSING,
        .biaya_per_porsi = posko_ratio (POSKO_RATIO_RUPIAH_PER_PORTION),
        .asumsi = TRUE,
      };
      posko_table_append (dapur, &row);
    }
}

/* The stops one car makes in the shortest wave: by time, and by what it holds. */
static gint64
stops_per_car (const PoskoAssumeCity *city, guint n_kitchens, const PoskoTable *gelombang)
{
  gint64 window = 24 * 60;
  for (guint g = 0; g < posko_table_n (gelombang); g++)
    {
      const PoskoGelombang *wave = posko_table_row (gelombang, g);
      window = MIN (window, MIN (wave->selesai - wave->mulai, wave->menit_maks - LOADING_AND_DRIVING_MINUTES));
    }
  gdouble square_metres = 0;
  g_autoptr (GArray) groups = posko_assume_split_city (city, n_kitchens);
  for (guint i = 0; i < groups->len; i++)
    {
      const PoskoAssumeGroup *group = &g_array_index (groups, PoskoAssumeGroup, i);
      square_metres += group->metres_wide * group->metres_high;
    }
  const gdouble hop_metres = TOUR_CONSTANT * sqrt (square_metres / city->n_tps);
  const gdouble stop_minutes = (gdouble) posko_ratio (POSKO_RATIO_STOP_SECONDS) / 60 + hop_metres / ROAD_METRES_PER_MINUTE;
  const gint64 by_time = 1 + (gint64) ((gdouble) MAX (0, window) / stop_minutes);
  const gint64 by_load = posko_ratio (POSKO_RATIO_VEHICLE_PORTIONS) * city->n_tps / MAX (1, city_portions (city));
  return CLAMP (by_time, 1, MAX (1, by_load));
}

void
posko_assume_kendaraan (const PoskoAssumeCity *city, const PoskoTable *dapur, const PoskoTable *gelombang, PoskoTable *kendaraan)
{
  const guint n_kitchens = posko_table_n (dapur);
  const gint64 stops = stops_per_car (city, n_kitchens, gelombang);
  gint64 capacity = 0, number = 0;
  for (guint d = 0; d < n_kitchens; d++)
    capacity += ((const PoskoDapur *) posko_table_row (dapur, d))->porsi_per_gelombang;
  for (guint d = 0; d < n_kitchens; d++)
    {
      const PoskoDapur *kitchen = posko_table_row (dapur, d);
      const gint64 tps_percent = city->n_tps * posko_ratio (POSKO_RATIO_VEHICLE_PERCENT);
      const gint64 cars = posko_assume_ceil (tps_percent * kitchen->porsi_per_gelombang, 100 * stops * MAX (1, capacity));
      for (gint64 i = 0; i < cars; i++)
        {
          char code[POSKO_ASSUME_CODE];
          PoskoKendaraan row = {
            .kode = posko_assume_numbered (code, "K", 4, ++number),
            .dapur = kitchen->kode,
            .jenis = "mobil",
            .porsi_maks = posko_ratio (POSKO_RATIO_VEHICLE_PORTIONS),
            .mulai = 3 * 60,
            .selesai = 24 * 60,
            .kecepatan_kmh = NAN,
            .biaya_tetap = 350000,
            .biaya_per_km = 2500,
            .asumsi = TRUE,
          };
          posko_table_append (kendaraan, &row);
        }
    }
}

/* How busy a group's streets are, by how near its TPS lie to each other. */
static const char *
traffic (const PoskoAssumeGroup *group)
{
  const gdouble side = sqrt (group->metres_wide * group->metres_high);
  return side <= 700 ? "tinggi" : side <= 1500 ? "sedang" : "rendah";
}

static gint64
board_cost (const char *lalu_lintas, const char *ukuran)
{
  const gint64 size = g_str_equal (ukuran, "besar") ? 16000000 : g_str_equal (ukuran, "sedang") ? 8000000 : 4000000;
  const gint64 percent = g_str_equal (lalu_lintas, "tinggi") ? 125 : g_str_equal (lalu_lintas, "sedang") ? 100 : 75;
  return size / 100 * percent;
}

void
posko_assume_baliho (const PoskoAssumeCity *city, PoskoTable *baliho)
{
  static const char *const sizes[] = { "besar", "sedang", "sedang", "kecil" };
  const gint64 total = MIN (posko_assume_ceil (city->n_tps, posko_ratio (POSKO_RATIO_TPS_PER_BILLBOARD)),
                            posko_ratio (POSKO_RATIO_BILLBOARDS_MOST));
  guint number = 0;
  for (guint k = 0; k < posko_boundary_n (city->kecamatan); k++)
    {
      const gint64 n = city->first[k + 1] - city->first[k];
      g_autoptr (GArray) groups = posko_assume_split_area (city, k, MAX (2, total * n / city->n_tps));
      for (guint i = 0; i < groups->len; i++)
        {
          const PoskoAssumeGroup *group = &g_array_index (groups, PoskoAssumeGroup, i);
          const PoskoTps *tps = city->tps[group->middle];
          char code[POSKO_ASSUME_CODE];
          number++;
          PoskoBaliho row = {
            .kode = posko_assume_numbered (code, "B", 3, number),
            .nama = posko_assume_text (baliho, "Titik perkiraan %u, %s", number, tps->kelurahan),
            .kecamatan = city->area_names[k],
            .lat = tps->lat,
            .lon = tps->lon,
            .lalu_lintas = traffic (group),
            .ukuran = sizes[i % G_N_ELEMENTS (sizes)],
            .asumsi = TRUE,
          };
          row.biaya = board_cost (row.lalu_lintas, row.ukuran);
          posko_table_append (baliho, &row);
        }
    }
}
