/* assume-health.c: assumed places for posts, staff and ambulances.
 *
 * Each kecamatan gets its office, puskesmas by their ratio and halls until there is some choice of places; staff is counted
 * from the duties of polling day, when nobody can serve twice. Sources: assume-ratios.c. Cost: O(n log n + staff × places).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assume-private.h"

typedef struct
{
  const char *code, *name, *kind;
  gint64 cost, ambulances;
} PlaceKind;

static const PlaceKind office = { "KC", "Kantor Camat", "kantor_camat", 1500000, 1 };
static const PlaceKind clinic = { "PK", "Puskesmas", "puskesmas", 2000000, 1 };
static const PlaceKind hall = { "AU", "Aula", "aula", 1000000, 0 };
static const PlaceKind hospital = { "RS", "Rumah sakit", "rumah_sakit", 4500000, 2 };

/* One place; @tps is %NULL for a kecamatan without TPS. */
static void
append_place (const PoskoAssumeCity *city, PoskoTable *faskes, const PlaceKind *kind, guint number, guint area, const PoskoTps *tps,
              gboolean may_host, gint64 screening)
{
  const PoskoLonLat place = tps != NULL ? (PoskoLonLat){ tps->lon, tps->lat } : posko_boundary_inner_point (city->kecamatan, area);
  const char *area_name = city->area_names[area];
  char code[POSKO_ASSUME_CODE];
  const gboolean is_office = kind == &office;
  PoskoFaskes row = {
    .kode = posko_assume_numbered (code, kind->code, 3, number),
    .nama = is_office ? posko_assume_text (faskes, "%s %s (letak perkiraan)", kind->name, area_name)
                      : posko_assume_text (faskes, "%s perkiraan %u, %s", kind->name, number, tps->kelurahan),
    .jenis = kind->kind,
    .kecamatan = area_name,
    .lat = place.lat,
    .lon = place.lon,
    .boleh_pos = may_host,
    /* "A post at every kecamatan office" is what template A means. */
    .wajib_buka = is_office && tps != NULL && city->ratio == posko_assume_ratio (POSKO_ASSUME_A),
    .tim_maks = 2,
    .biaya = kind->cost,
    .ambulans_maks = kind->ambulances,
    .skrining_per_sesi = screening,
    .asumsi = TRUE,
  };
  posko_table_append (faskes, &row);
}

static const PoskoTps *
middle (const PoskoAssumeCity *city, const GArray *groups, guint i)
{
  return city->tps[g_array_index (groups, PoskoAssumeGroup, i).middle];
}

/* Whole tens: a TPS's petugas go together, and most TPS have ten. */
static gint64
screening_places (const PoskoAssumeGroup *group)
{
  const gint64 percent = group->petugas * posko_ratio (POSKO_RATIO_SCREENING_PERCENT);
  return MAX (1, posko_assume_ceil (percent, 1000 * posko_ratio (POSKO_RATIO_SCREENING_SESSIONS))) * 10;
}

void
posko_assume_faskes (const PoskoAssumeCity *city, PoskoTable *faskes)
{
  const gboolean clinics_only = city->ratio == posko_assume_ratio (POSKO_ASSUME_B) || city->ratio == posko_assume_ratio (POSKO_ASSUME_D);
  guint n_clinics = 0, n_halls = 0;
  for (guint k = 0; k < posko_boundary_n (city->kecamatan); k++)
    {
      const gint64 n = city->first[k + 1] - city->first[k];
      const gint64 clinics = posko_assume_ceil (n, posko_ratio (POSKO_RATIO_TPS_PER_PUSKESMAS));
      const gint64 posts = posko_assume_ceil (n, city->ratio->tps_per_pos);
      const gint64 sites = posko_assume_ceil (posts * posko_ratio (POSKO_RATIO_SITES_PERCENT), 100);
      const gboolean office_hosts = !clinics_only || n == 0;
      const gint64 halls = MAX (0, sites - clinics - (office_hosts ? 1 : 0));

      g_autoptr (GArray) whole = posko_assume_split_area (city, k, 1);
      append_place (city, faskes, &office, k + 1, k, whole->len > 0 ? middle (city, whole, 0) : NULL, office_hosts, 0);
      g_autoptr (GArray) groups = posko_assume_split_area (city, k, clinics);
      for (guint i = 0; i < groups->len; i++)
        append_place (city, faskes, &clinic, ++n_clinics, k, middle (city, groups, i), TRUE,
                      screening_places (&g_array_index (groups, PoskoAssumeGroup, i)));
      g_autoptr (GArray) more = posko_assume_split_area (city, k, halls);
      for (guint i = 0; halls > 0 && i < more->len; i++)
        append_place (city, faskes, &hall, ++n_halls, k, middle (city, more, i), TRUE, 0);
    }
  gint64 voters = 0;
  for (guint i = 0; i < city->n_tps; i++)
    voters += city->tps[i]->dpt_laki + city->tps[i]->dpt_perempuan;
  g_autoptr (GArray) groups = posko_assume_split_city (city, posko_assume_ceil (voters, posko_ratio (POSKO_RATIO_VOTERS_PER_HOSPITAL)));
  for (guint i = 0; i < groups->len; i++)
    {
      const guint at = g_array_index (groups, PoskoAssumeGroup, i).middle;
      append_place (city, faskes, &hospital, i + 1, city->area[at], city->tps[at], FALSE, 0);
    }
}

typedef struct
{
  const PoskoAssumeCity *city;
  const PoskoFaskes **employers; /* places that employ medical staff, from south to north */
  guint n_employers;
  PoskoTable *nakes;
} Staffing;

static gint
compare_latitudes (gconstpointer a, gconstpointer b)
{
  const PoskoFaskes *x = *(const PoskoFaskes *const *) a, *y = *(const PoskoFaskes *const *) b;
  return x->lat != y->lat ? (x->lat < y->lat ? -1 : 1) : strcmp (x->kode, y->kode);
}

/* The employers of @faskes, sorted; free with g_free(). */
static const PoskoFaskes **
find_employers (const PoskoTable *faskes, guint *n)
{
  const PoskoFaskes **employers = g_new (const PoskoFaskes *, MAX (posko_table_n (faskes), 1));

  *n = 0;
  for (guint j = 0; j < posko_table_n (faskes); j++)
    {
      const PoskoFaskes *row = posko_table_row (faskes, j);
      if (g_str_equal (row->jenis, "puskesmas") || g_str_equal (row->jenis, "rumah_sakit"))
        employers[(*n)++] = row;
    }
  qsort (employers, *n, sizeof *employers, compare_latitudes);
  return employers;
}

/* The nearest place that employs medical staff; ties by code. Looks north and south of the home, no farther than the best so far: a whole country has
   thousands of employers for hundreds of thousands of people. */
static const char *
nearest_employer (const Staffing *self, PoskoLonLat home)
{
  const PoskoFaskes *best = NULL;
  gdouble least = G_MAXDOUBLE;
  guint low = 0, high = self->n_employers;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (self->employers[middle]->lat < home.lat)
        low = middle + 1;
      else
        high = middle;
    }
  gboolean north = TRUE, south = TRUE;
  for (guint step = 0; north || south; step++)
    for (guint side = 0; side < 2; side++)
      {
        const gint64 at = side == 0 ? (gint64) low + step : (gint64) low - 1 - step;
        gboolean *open = side == 0 ? &north : &south;
        if (!*open)
          continue;
        const PoskoFaskes *row = at >= 0 && at < self->n_employers ? self->employers[at] : NULL;
        *open = row != NULL && fabs (row->lat - home.lat) * self->city->plane.metres_per_lat <= least;
        if (!*open)
          continue;
        const gdouble metres = posko_plane_distance (&self->city->plane, home, (PoskoLonLat){ row->lon, row->lat });
        if (metres < least || (metres == least && strcmp (row->kode, best->kode) < 0))
          {
            best = row;
            least = metres;
          }
      }
  return best != NULL ? best->kode : "";
}

/* @count people of one profession, dealt out evenly along @homes (TPS indices). */
static void
append_staff (const Staffing *staffing, PoskoProfesi profession, gint64 count, const guint *homes, guint n_homes, gint64 *number)
{
  static const char *const titles[POSKO_N_PROFESI] = { "Dokter ", "Perawat ", "Bidan ", "Pengemudi " };
  static const char *const letters[POSKO_N_PROFESI] = { "D", "P", "B", "S" };
  const PoskoAssumeCity *city = staffing->city;
  for (gint64 i = 0; i < count; i++)
    {
      const guint at = homes[(2 * i + 1) * n_homes / (2 * count)];
      const PoskoTps *tps = city->tps[at];
      char code[POSKO_ASSUME_CODE], title[POSKO_ASSUME_CODE];
      PoskoNakes row = {
        .kode = posko_assume_numbered (code, letters[profession], 4, *number),
        .sebutan = posko_assume_numbered (title, titles[profession], 3, *number),
        .profesi = posko_profesi_name (profession),
        .instansi = nearest_employer (staffing, city->places[at]),
        .kecamatan = city->area_names[city->area[at]],
        .lat = tps->lat,
        .lon = tps->lon,
        .tps_terdaftar = tps->kode_tps,
        .asn = TRUE,
        .pakta_integritas = city->tanggal_h - 21,
        .nomor_pakta = "",
        .status_netralitas = "tidak_ada",
        .sip_berlaku = profession == POSKO_PROFESI_PENGEMUDI ? POSKO_MISSING : city->tanggal_h + 365,
        .tidak_tersedia = "",
        .shift_maks = POSKO_MISSING,
        .jarak_maks_m = POSKO_MISSING,
        .asumsi = TRUE,
      };
      posko_table_append (staffing->nakes, &row);
      ++*number;
    }
}

/* The first TPS of every kelurahan, in order of code. */
static GArray *
kelurahan_homes (const PoskoAssumeCity *city)
{
  GArray *homes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL); /* asked, never walked */
  for (guint i = 0; i < city->n_tps; i++)
    if (g_hash_table_add (seen, g_strdup_printf ("%u|%s", city->area[i], city->tps[i]->kelurahan)))
      g_array_append_val (homes, i);
  return homes;
}

static gint64
count_posts (const PoskoAssumeCity *city, const PoskoTable *faskes)
{
  gint64 sites = 0;
  for (guint j = 0; j < posko_table_n (faskes); j++)
    sites += ((const PoskoFaskes *) posko_table_row (faskes, j))->boleh_pos == TRUE;
  const gint64 wanted = MAX (posko_boundary_n (city->kecamatan), posko_assume_ceil (city->n_tps, city->ratio->tps_per_pos));
  return MIN (wanted, MAX (1, sites));
}

void
posko_assume_nakes (const PoskoAssumeCity *city, const PoskoTable *faskes, PoskoTable *nakes)
{
  guint n_employers;
  g_autofree const PoskoFaskes **employers = find_employers (faskes, &n_employers);
  const Staffing staffing = { city, employers, n_employers, nakes };
  const gint64 shifts = posko_ratio (POSKO_RATIO_SHIFTS_ON_H);
  const gint64 duties = count_posts (city, faskes) * shifts;
  const gint64 standby = posko_assume_ceil (posko_boundary_n (city->kecamatan) * shifts, posko_ratio (POSKO_RATIO_SHIFTS_PER_STANDBY));
  g_autofree guint *everywhere = g_new (guint, city->n_tps);
  g_autoptr (GArray) kelurahan = kelurahan_homes (city);
  gint64 total = 0, kpps = 0, midwives = 1;
  for (guint i = 0; i < city->n_tps; i++)
    {
      everywhere[i] = i;
      kpps += city->tps[i]->kpps;
    }
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    {
      const gint64 people = city->ratio->first_team[q] + city->ratio->further_team[q];
      const gint64 count = posko_assume_ceil (duties * people * posko_ratio (POSKO_RATIO_STAFF_PERCENT), 100) +
                           (city->ratio->first_team[q] > 0 ? standby : 0);
      gint64 first = 1;
      append_staff (&staffing, (PoskoProfesi) q, count, everywhere, city->n_tps, q == POSKO_PROFESI_BIDAN ? &midwives : &first);
      total += count;
    }
  /* Midwives on watch, and more of them where the template's ratio to KPPS asks for more people. */
  gint64 watch = city->ratio->midwives_per_kelurahan * kelurahan->len;
  if (city->ratio->kpps_per_nakes > 0)
    watch = MAX (watch, posko_assume_ceil (kpps, city->ratio->kpps_per_nakes) - total);
  if (watch > 0)
    append_staff (&staffing, POSKO_PROFESI_BIDAN, watch, (const guint *) (gconstpointer) kelurahan->data, kelurahan->len, &midwives);
}

void
posko_assume_ambulans (const PoskoAssumeCity *city, const PoskoTable *faskes, PoskoTable *ambulans)
{
  g_autoptr (GPtrArray) bases = g_ptr_array_new ();
  for (guint pass = 0; pass < 2 && bases->len == 0; pass++)
    for (guint j = 0; j < posko_table_n (faskes); j++)
      {
        const PoskoFaskes *row = posko_table_row (faskes, j);
        if (pass == 1 || row->ambulans_maks > 0)
          g_ptr_array_add (bases, (gpointer) row->kode);
      }
  const gint64 count = bases->len > 0 ? MAX (1, posko_assume_ceil (city->n_tps, city->ratio->tps_per_ambulans)) : 0;
  for (gint64 i = 0; i < count; i++)
    {
      char code[POSKO_ASSUME_CODE], name[POSKO_ASSUME_CODE];
      PoskoAmbulans row = {
        .kode = posko_assume_numbered (code, "A", 3, i + 1),
        .nama = posko_assume_numbered (name, "Ambulans perkiraan ", 1, i + 1),
        .asal = g_ptr_array_index (bases, (2 * i + 1) * bases->len / (2 * count)),
        .tersedia = TRUE,
        .biaya = 1500000,
        .asumsi = TRUE,
      };
      posko_table_append (ambulans, &row);
    }
}
