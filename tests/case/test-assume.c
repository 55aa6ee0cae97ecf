/* test-assume.c: assumed tables: sizes by hand, what must hold for every template, the order of rows, what a planner already has. */
#include "assume.h"
#include "schema.h"

#define DAY 739490 /* 27 August 2025 as GLib counts Julian days; any day will do */

static const PoskoTableType *const types[POSKO_N_ASSUMED] = {
  [POSKO_ASSUMED_FASKES] = &POSKO_FASKES_TYPE,       [POSKO_ASSUMED_NAKES] = &POSKO_NAKES_TYPE,
  [POSKO_ASSUMED_AMBULANS] = &POSKO_AMBULANS_TYPE,   [POSKO_ASSUMED_DAPUR] = &POSKO_DAPUR_TYPE,
  [POSKO_ASSUMED_KENDARAAN] = &POSKO_KENDARAAN_TYPE, [POSKO_ASSUMED_GELOMBANG] = &POSKO_GELOMBANG_TYPE,
  [POSKO_ASSUMED_BALIHO] = &POSKO_BALIHO_TYPE,
};

typedef struct
{
  PoskoBoundary *kecamatan;
  PoskoTable *tps;
  PoskoTable *tables[POSKO_N_ASSUMED];
  GString *notes;
} World;

/* Squares of 0.1 degree in a row from lon 106, lat -2; the last one stays without TPS when there is more than one. */
static PoskoBoundary *
make_squares (guint n)
{
  g_autoptr (GString) json = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");
  for (guint k = 0; k < n; k++)
    {
      const guint west = 1060 + k, east = west + 1; /* tenths of a degree */
      g_string_append_printf (json, "%s{\"type\":\"Feature\",\"properties\":{\"kode\":\"19.71.%02u\",\"nama\":\"Kec %u\"},\"geometry\":", k > 0 ? "," : "", k + 1, k + 1);
      g_string_append_printf (json, "{\"type\":\"Polygon\",\"coordinates\":[[[%u.%u,-2],[%u.%u,-2],[%u.%u,-1.9],[%u.%u,-1.9],[%u.%u,-2]]]}}",
                              west / 10, west % 10, east / 10, east % 10, east / 10, east % 10, west / 10, west % 10, west / 10, west % 10);
    }
  g_string_append (json, "]}");
  g_autoptr (GBytes) bytes = g_bytes_new (json->str, json->len);
  PoskoBoundary *boundary = posko_boundary_read (bytes, TRUE, NULL, NULL, NULL);
  g_assert_nonnull (boundary);
  return boundary;
}

static void
append_tps (PoskoTable *tps, guint i, guint n_areas)
{
  const guint k = i % n_areas, in_area = i / n_areas;
  g_autofree char *code = g_strdup_printf ("T%05u", i), *name = g_strdup_printf ("Kec %u", k + 1);
  PoskoTps row = {
    .kode_tps = code,
    .kode_kelurahan = "",
    .kelurahan = in_area % 2 == 0 ? "Atas" : "Bawah",
    .kecamatan = name,
    .nomor = i + 1,
    .lat = -1.99 + 0.0011 * (in_area / 73 % 73),
    .lon = 106.01 + 0.1 * k + 0.0011 * (in_area % 73),
    .dpt_laki = 260,
    .dpt_perempuan = 270,
    .kpps = 7,
    .linmas = 2,
    .pengawas = 1,
    .partisipasi_lalu = 0.5,
    .akses = "jalan",
  };
  posko_table_append (tps, &row);
}

static World *
world_new (guint n_tps, guint n_areas, gboolean backwards)
{
  World *world = g_new0 (World, 1);
  world->kecamatan = make_squares (n_areas);
  world->tps = posko_table_new (&POSKO_TPS_TYPE);
  const guint with_tps = MAX (1, n_areas - 1);
  for (guint i = 0; i < n_tps; i++)
    append_tps (world->tps, backwards ? n_tps - 1 - i : i, with_tps);
  for (guint t = 0; t < POSKO_N_ASSUMED; t++)
    world->tables[t] = posko_table_new (types[t]);
  world->notes = g_string_new (NULL);
  return world;
}

static void
world_free (World *world)
{
  posko_boundary_unref (world->kecamatan);
  posko_table_free (world->tps);
  for (guint t = 0; t < POSKO_N_ASSUMED; t++)
    posko_table_free (world->tables[t]);
  g_string_free (world->notes, TRUE);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static void
assume (World *world, PoskoAssumeTemplate template)
{
  const PoskoAssumeParams params = { template, DAY };
  g_autoptr (GError) error = NULL;
  g_assert_true (posko_assume_tables (&params, world->tps, world->kecamatan, world->tables, world->notes, &error));
  g_assert_no_error (error);
}

/* The rows of a table whose text member at @offset is @text. */
static guint
count_rows (const PoskoTable *table, gsize offset, const char *text)
{
  guint n = 0;
  for (guint i = 0; i < posko_table_n (table); i++)
    n += g_str_equal (G_STRUCT_MEMBER (const char *, posko_table_row (table, i), offset), text);
  return n;
}

static guint
count_profession (const World *world, const char *profession)
{
  return count_rows (world->tables[POSKO_ASSUMED_NAKES], G_STRUCT_OFFSET (PoskoNakes, profesi), profession);
}

static guint
count_kind (const World *world, const char *kind)
{
  return count_rows (world->tables[POSKO_ASSUMED_FASKES], G_STRUCT_OFFSET (PoskoFaskes, jenis), kind);
}

/* Six TPS in one kecamatan, template A, worked out by hand from the ratios. */
static void
test_by_hand (void)
{
  g_autoptr (World) world = world_new (6, 1, FALSE);
  assume (world, POSKO_ASSUME_A);

  g_assert_cmpuint (count_kind (world, "kantor_camat"), ==, 1);
  g_assert_cmpuint (count_kind (world, "puskesmas"), ==, 1);
  g_assert_cmpuint (count_kind (world, "rumah_sakit"), ==, 1);
  g_assert_cmpuint (count_kind (world, "aula"), ==, 0); /* 1 post × 125 % = 2 places, which office and puskesmas are */
  const PoskoFaskes *office = posko_table_row (world->tables[POSKO_ASSUMED_FASKES], 0);
  g_assert_cmpstr (office->jenis, ==, "kantor_camat");
  g_assert_cmpint (office->wajib_buka, ==, TRUE);
  g_assert_cmpstr (office->kecamatan, ==, "Kec 1");
  const PoskoFaskes *clinic = posko_table_row (world->tables[POSKO_ASSUMED_FASKES], 1);
  g_assert_cmpint (clinic->skrining_per_sesi, ==, 10); /* 60 petugas × 130 % / 24 sessions, in whole tens */
  /* 1 post × 3 shifts × 1.12, rounded up, and 1 kecamatan × 3 shifts / 2 stand-by shifts, rounded up */
  g_assert_cmpuint (count_profession (world, "dokter"), ==, 4 + 2);
  g_assert_cmpuint (count_profession (world, "perawat"), ==, 11 + 2);
  g_assert_cmpuint (count_profession (world, "pengemudi"), ==, 4 + 2);
  g_assert_cmpuint (count_profession (world, "bidan"), ==, 0);
  g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_AMBULANS]), ==, 1);
  g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_DAPUR]), ==, 1);
  const PoskoDapur *kitchen = posko_table_row (world->tables[POSKO_ASSUMED_DAPUR], 0);
  g_assert_cmpint (kitchen->porsi_per_gelombang, ==, 70); /* 54 × 120 %, in whole tens */
  g_assert_cmpstr (kitchen->skala, ==, "mikro");
  g_assert_cmpint (kitchen->tps_maks, ==, POSKO_MISSING);
  g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_GELOMBANG]), ==, 4);
  g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_BALIHO]), ==, 2);
  g_assert_nonnull (strstr (world->notes->str, "Nagan Raya"));
}

static void
check_places (World *world)
{
  PoskoTable *faskes = world->tables[POSKO_ASSUMED_FASKES];
  const guint n_areas = posko_boundary_n (world->kecamatan);
  g_autofree guint *hosts = g_new0 (guint, n_areas);
  gint64 screening = 0;
  for (guint j = 0; j < posko_table_n (faskes); j++)
    {
      const PoskoFaskes *row = posko_table_row (faskes, j);
      const PoskoLonLat place = { row->lon, row->lat };
      guint area;
      g_assert_true (posko_boundary_locate (world->kecamatan, &place, 1, &area, 1, NULL, NULL));
      g_assert_cmpuint (area, ==, posko_boundary_find (world->kecamatan, row->kecamatan));
      hosts[area] += row->boleh_pos == TRUE;
      screening += row->skrining_per_sesi * 24;
      g_assert_cmpint (row->asumsi, ==, TRUE);
    }
  for (guint k = 0; k < n_areas; k++)
    g_assert_cmpuint (hosts[k], >=, 1);
  g_assert_cmpint (screening, >=, 10 * (gint64) posko_table_n (world->tps));
}

static void
check_staff (World *world)
{
  PoskoTable *nakes = world->tables[POSKO_ASSUMED_NAKES];
  for (guint p = 0; p < posko_table_n (nakes); p++)
    {
      const PoskoNakes *row = posko_table_row (nakes, p);
      g_assert_cmpint (posko_table_find (world->tps, row->tps_terdaftar), >=, 0);
      g_assert_cmpint (posko_table_find (world->tables[POSKO_ASSUMED_FASKES], row->instansi), >=, 0);
      g_assert_cmpint (posko_table_find (nakes, row->kode), ==, p); /* codes are unique */
      g_assert_cmpint (row->asumsi, ==, TRUE);
    }
}

static void
check_supply (World *world)
{
  const gint64 need = 9 * (gint64) posko_table_n (world->tps);
  PoskoTable *dapur = world->tables[POSKO_ASSUMED_DAPUR], *kendaraan = world->tables[POSKO_ASSUMED_KENDARAAN];
  gint64 portions = 0, holds = 0;
  for (guint d = 0; d < posko_table_n (dapur); d++)
    {
      const PoskoDapur *row = posko_table_row (dapur, d);
      g_assert_cmpint (row->porsi_per_gelombang, <=, 720);
      portions += row->porsi_per_gelombang;
    }
  g_assert_cmpint (portions, >=, need * 120 / 100);
  g_assert_cmpint (portions, <=, need * 120 / 100 + 10 * (gint64) posko_table_n (dapur));
  for (guint v = 0; v < posko_table_n (kendaraan); v++)
    {
      const PoskoKendaraan *row = posko_table_row (kendaraan, v);
      g_assert_cmpint (posko_table_find (dapur, row->dapur), >=, 0);
      holds += row->porsi_maks;
    }
  g_assert_cmpint (holds, >=, need);
}

/* What must hold of every size and template. */
static void
test_properties (gconstpointer data)
{
  const PoskoAssumeTemplate template = (PoskoAssumeTemplate) GPOINTER_TO_INT (data);
  static const gint64 tps_per_pos[] = { 55, 75, 34, 75 };
  static const guint sizes[] = { 1, 7, 315, 2036 };
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (World) world = world_new (sizes[s], 5, FALSE);
      assume (world, template);
      check_places (world);
      check_staff (world);
      check_supply (world);
      const gint64 posts = MAX (5, (sizes[s] + tps_per_pos[template] - 1) / tps_per_pos[template]);
      g_assert_cmpint (count_profession (world, "dokter"), >=, 3 * posts);
      g_assert_cmpint (count_profession (world, "perawat"), >=, 6 * posts);
      g_assert_cmpint (count_profession (world, "pengemudi"), >=, 3 * posts);
      g_assert_cmpuint (count_kind (world, "puskesmas"), >=, (sizes[s] + 74) / 75);
      g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_BALIHO]), <=, 210);
      if (template == POSKO_ASSUME_D) /* Purwakarta: 1 : 72 KPPS */
        g_assert_cmpint (72 * (gint64) posko_table_n (world->tables[POSKO_ASSUMED_NAKES]), >=, 7 * sizes[s]);
    }
}

/* Every bound cell of every row as text. */
static char *
describe (World *world)
{
  GString *text = g_string_new (world->notes->str);
  for (guint t = 0; t < POSKO_N_ASSUMED; t++)
    {
      const PoskoTableSchema *schema = posko_table_schema (types[t]);
      for (guint i = 0; i < posko_table_n (world->tables[t]); i++)
        for (guint f = 0; f < posko_table_schema_n_fields (schema); f++)
          {
            const PoskoField *field = posko_table_schema_field (schema, f);
            const char *member = (const char *) posko_table_row (world->tables[t], i) + field->offset;
            if (field->type == POSKO_FIELD_STRING)
              g_string_append_printf (text, "%s,", *(const char *const *) (gconstpointer) member);
            else if (field->type == POSKO_FIELD_NUMBER)
              g_string_append_printf (text, "%.9f,", *(const gdouble *) (gconstpointer) member);
            else
              g_string_append_printf (text, "%" G_GINT64_FORMAT ",", *(const gint64 *) (gconstpointer) member);
          }
    }
  return g_string_free (text, FALSE);
}

static void
test_order (void)
{
  g_autoptr (World) forwards = world_new (315, 4, FALSE), backwards = world_new (315, 4, TRUE);
  assume (forwards, POSKO_ASSUME_C);
  assume (backwards, POSKO_ASSUME_C);
  g_autofree char *a = describe (forwards), *b = describe (backwards);
  g_assert_cmpstr (a, ==, b);
}

static void
test_keeps_what_there_is (void)
{
  g_autoptr (World) world = world_new (40, 1, FALSE);
  PoskoFaskes own = { .kode = "RSX", .nama = "RS Kota", .jenis = "rumah_sakit", .kecamatan = "Kec 1", .lat = -1.95, .lon = 106.05,
                      .boleh_pos = TRUE, .tim_maks = 2, .ambulans_maks = 0 };
  posko_table_append (world->tables[POSKO_ASSUMED_FASKES], &own);
  assume (world, POSKO_ASSUME_A);
  g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_FASKES]), ==, 1);
  const PoskoAmbulans *ambulance = posko_table_row (world->tables[POSKO_ASSUMED_AMBULANS], 0);
  g_assert_cmpstr (ambulance->asal, ==, "RSX");
  const PoskoNakes *doctor = posko_table_row (world->tables[POSKO_ASSUMED_NAKES], 0);
  g_assert_cmpstr (doctor->instansi, ==, "RSX");
  g_assert_null (strstr (world->notes->str, "faskes"));
}

static void
test_unplaced (void)
{
  const PoskoAssumeParams params = { POSKO_ASSUME_A, DAY };
  g_autoptr (World) world = world_new (10, 2, FALSE);
  PoskoTps *stray = posko_table_row_mutable (world->tps, 3);
  stray->lon = 110; /* far off, but its row names a kecamatan */
  assume (world, POSKO_ASSUME_A);

  g_autoptr (World) worse = world_new (10, 2, FALSE);
  g_autoptr (GError) error = NULL;
  stray = posko_table_row_mutable (worse->tps, 3);
  stray->lon = 110;
  stray->kecamatan = "Antah Berantah";
  g_assert_false (posko_assume_tables (&params, worse->tps, worse->kecamatan, worse->tables, worse->notes, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "T00003"));
}

static void
test_policy (void)
{
  static const gint64 tps_per_pos[] = { 55, 75, 34, 75 }, nurses[] = { 2, 2, 3, 2 };
  GDate day;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 27, G_DATE_AUGUST, 2025);
  for (gint t = 0; t < POSKO_N_ASSUME_TEMPLATES; t++)
    {
      const PoskoAssumeParams params = { (PoskoAssumeTemplate) t, g_date_get_julian (&day) };
      const PoskoOfficial official = { .figures = { 315, 100, POSKO_MISSING, POSKO_MISSING, POSKO_MISSING, POSKO_MISSING } };
      g_autoptr (GError) error = NULL;
      g_autofree char *text = posko_assume_policy (&params, "Pilkada", "Kota \"X\"", "Asia/Makassar", &official, &error);
      g_assert_no_error (error);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (PoskoDiagnostics) diagnostics = posko_diagnostics_new ();
      g_autoptr (PoskoPolicyDocument) document = posko_policy_read (bytes, "kebijakan.json", diagnostics);
      g_assert_nonnull (document);
      const PoskoPolicy *policy = posko_policy_document_get (document);
      g_assert_cmpint (policy->tanggal_h, ==, params.tanggal_h);
      g_assert_cmpstr (policy->kota, ==, "Kota \"X\"");
      g_assert_cmpstr (policy->zona_waktu, ==, "Asia/Makassar");
      g_assert_cmpint (policy->tps_per_pos, ==, tps_per_pos[t]);
      g_assert_cmpuint (policy->n_resmi, ==, 1);
      g_assert_cmpint (policy->resmi[0].figures[POSKO_OFFICIAL_TPS], ==, 315);
      g_assert_cmpint (policy->resmi[0].figures[POSKO_OFFICIAL_DPT], ==, POSKO_MISSING);
      g_assert_cmpint (policy->tim_pertama[POSKO_PROFESI_PERAWAT], ==, nurses[t]);
    }
}

static void
test_letters (void)
{
  g_assert_cmpint (posko_assume_template_from_letter ("A"), ==, POSKO_ASSUME_A);
  g_assert_cmpint (posko_assume_template_from_letter ("d"), ==, POSKO_ASSUME_D);
  g_assert_cmpint (posko_assume_template_from_letter ("E"), ==, -1);
  g_assert_cmpint (posko_assume_template_from_letter (""), ==, -1);
  g_assert_cmpint (posko_assume_template_from_letter (NULL), ==, -1);
}

/* The largest list at hand is Kabupaten Bogor's size and more. */
static void
test_large (void)
{
  g_autoptr (World) world = world_new (8161, 10, FALSE);
  assume (world, POSKO_ASSUME_A);
  check_places (world);
  check_supply (world);
  g_assert_cmpuint (posko_table_n (world->tables[POSKO_ASSUMED_DAPUR]), ==, (8161 * 9 * 120 + 69999) / 70000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assume/by-hand", test_by_hand);
  g_test_add_data_func ("/assume/properties/A", GINT_TO_POINTER (POSKO_ASSUME_A), test_properties);
  g_test_add_data_func ("/assume/properties/B", GINT_TO_POINTER (POSKO_ASSUME_B), test_properties);
  g_test_add_data_func ("/assume/properties/C", GINT_TO_POINTER (POSKO_ASSUME_C), test_properties);
  g_test_add_data_func ("/assume/properties/D", GINT_TO_POINTER (POSKO_ASSUME_D), test_properties);
  g_test_add_func ("/assume/order", test_order);
  g_test_add_func ("/assume/keeps", test_keeps_what_there_is);
  g_test_add_func ("/assume/unplaced", test_unplaced);
  g_test_add_func ("/assume/policy", test_policy);
  g_test_add_func ("/assume/letters", test_letters);
  g_test_add_func ("/assume/large", test_large);
  return g_test_run ();
}
