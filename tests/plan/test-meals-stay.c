/* test-meals-stay.c: meals that stay close to a published plan: the routes of the built-in case after one thing changed. */
#include "plan-private.h"
#include "verify.h"
#include <glib/gstdio.h>
#include <inttypes.h>

#define BUILT_IN "data/pangkalpinang"
#define MINI "tests/data/mini"

/* Three TPS of each kelurahan, and as much smaller kitchens and fleets; lunch, and the night snack that not everybody gets. */
#define SMALLER                                                                                                                          \
  "{\"tabel\":\"nakes\",\"ubah\":{\"tps_terdaftar\":\"\"}},"                                                                                  \
  "{\"tabel\":\"tps\",\"di_mana\":{\"nomor\":{\"antara\":[4,999]}},\"hapus\":true},"                                                      \
  "{\"tabel\":\"dapur\",\"kali\":{\"porsi_per_gelombang\":0.4}},"                                                                          \
  "{\"tabel\":\"kendaraan\",\"di_mana\":{\"kode\":{\"dalam\":[\"K02\",\"K05\",\"K08\",\"K10\",\"K13\",\"K16\",\"K17\"]}},\"hapus\":true},"
#define TWO_WAVES "{\"tabel\":\"gelombang\",\"di_mana\":{\"kode\":{\"bukan\":[\"G2\",\"G4\"]}},\"hapus\":true}"

/* The case with two waves and one change, an element of `perubahan` ("" = none); @name: BUILT_IN, made smaller, or MINI */
static PoskoCase *
load (const char *name, const char *change)
{
  const char *smaller = g_str_equal (name, BUILT_IN) ? SMALLER : "";
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = g_build_filename (POSKO_SOURCE_ROOT, name, NULL);
  g_autofree char *json = g_strdup_printf ("{\"nama\":\"uji\",\"perubahan\":[%s" TWO_WAVES "%s%s]}", smaller, *change != '\0' ? "," : "", change);
  const int fd = g_file_open_tmp ("posko-test-XXXXXX.json", &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  PoskoCase *source = posko_case_load (folder, path, 1, faults, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return source;
}

static char *
without_vehicle (const char *code)
{
  return g_strdup_printf ("{\"tabel\":\"kendaraan\",\"di_mana\":{\"kode\":\"%s\"},\"hapus\":true}", code);
}

/* The meals alone, with little effort: they have nothing to do with the other products. */
static PoskoPlan *
plan_meals (PoskoCase *source, const PoskoPlan *published)
{
  const PoskoPlanStay stay = { .published = published };
  const PoskoPlanParams params = { .seed = 1, .n_threads = 1, .effort = 0.03, .stay = published != NULL ? &stay : NULL };
  g_autoptr (GError) error = NULL;
  PoskoPlan *plan = posko_plan_new_empty (source);
  g_assert_true (posko_plan_make_meals (plan, &params, &error));
  g_assert_no_error (error);
  posko_plan_settle (plan);
  return plan;
}

/* No fault of a delivery or a driver sheet; what is missing of the other products is none of this test's business. */
static void
assert_keeps_rules (const PoskoPlan *plan)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_assert_true (posko_verify (plan, findings, NULL, NULL));
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *d = posko_diagnostics_get (findings, i);
      const gboolean ours = g_str_has_prefix (d->code, "meal-") || g_strcmp0 (d->file, "makan.csv") == 0 || g_strcmp0 (d->file, "sopir.csv") == 0;
      if (ours)
        g_test_message ("%s:%u %s: found %s, expected %s", d->file, d->line, d->code, d->found, d->expected);
      g_assert_false (ours);
    }
}

/* A table as text, cell by cell. */
static char *
print_table (const PoskoPlan *plan, PoskoPlanTableId id)
{
  const PoskoTable *table = posko_plan_table (plan, id);
  GString *text = g_string_new (NULL);
  for (guint r = 0; r < posko_table_n (table); r++)
    if (id == POSKO_PLAN_MEALS)
      {
        const PoskoPlanMeal *m = posko_table_row (table, r);
        g_string_append_printf (text, "%s %s %s %" PRId64 " %s %s %" PRId64 " %" PRId64 " %" PRId64 "\n", m->kode_tps, m->gelombang, m->hari, m->porsi,
                                m->kode_dapur, m->kode_kendaraan, m->trip, m->tiba, m->batas_makan);
      }
    else
      {
        const PoskoPlanStop *s = posko_table_row (table, r);
        g_string_append_printf (text, "%s %s %" PRId64 " %" PRId64 " %s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", s->kode_kendaraan, s->gelombang,
                                s->trip, s->urutan, s->kode_tps, s->detik_berangkat, s->detik_mulai_serah, s->detik_kembali, s->porsi);
      }
  return g_string_free (text, FALSE);
}

static void
assert_same_routes (const PoskoPlan *a, const PoskoPlan *b)
{
  const PoskoPlanTableId tables[] = { POSKO_PLAN_MEALS, POSKO_PLAN_STOPS };
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autofree char *left = print_table (a, tables[t]);
      g_autofree char *right = print_table (b, tables[t]);
      g_assert_cmpstr (left, ==, right);
    }
}

typedef struct
{
  guint own;    /* changed deliveries that @gone brought, or that were not brought */
  guint others; /* changed deliveries of other vehicles */
  gint64 unserved; /* portions */
} Tally;

/* Both tables are sorted by the same key: @hint, its place in the other, is nearly always right. */
static const PoskoPlanMeal *
find_meal (const PoskoPlan *plan, const PoskoPlanMeal *like, guint hint)
{
  const PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_MEALS);
  const guint n = posko_table_n (table);
  for (guint k = 0; k < n; k++)
    {
      const PoskoPlanMeal *meal = posko_table_row (table, (hint + k) % n);
      if (g_str_equal (meal->kode_tps, like->kode_tps) && g_str_equal (meal->gelombang, like->gelombang))
        return meal;
    }
  return NULL;
}

static Tally
compare (const PoskoPlan *a, const PoskoPlan *b, const char *gone)
{
  Tally tally = { 0 };
  const PoskoTable *table = posko_plan_table (b, POSKO_PLAN_MEALS);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanMeal *now = posko_table_row (table, r), *then = find_meal (a, now, r);
      tally.unserved += *now->kode_kendaraan == '\0' ? now->porsi : 0;
      if (then == NULL
          || (g_str_equal (now->kode_kendaraan, then->kode_kendaraan) && g_str_equal (now->kode_dapur, then->kode_dapur) && now->tiba == then->tiba))
        continue;
      if (*then->kode_kendaraan == '\0' || g_strcmp0 (then->kode_kendaraan, gone) == 0)
        tally.own++;
      else
        tally.others++;
    }
  return tally;
}

typedef struct
{
  PoskoCase *source;
  PoskoPlan *published;
  gint64 unserved;
} World;

static void
test_nothing_changed (gconstpointer data)
{
  const World *world = data;
  g_autoptr (PoskoPlan) again = plan_meals (world->source, world->published);
  assert_same_routes (world->published, again);
}

/* The vehicle that brings fewest meals, but some: others of its kind stand idle. */
static const char *
least_used_vehicle (const World *world)
{
  guint n, least = G_MAXUINT;
  const PoskoKendaraan *vehicles = posko_case_kendaraan (world->source, &n);
  const PoskoTable *table = posko_plan_table (world->published, POSKO_PLAN_MEALS);
  const char *chosen = NULL;
  for (guint v = 0; v < n; v++)
    {
      guint count = 0;
      for (guint r = 0; r < posko_table_n (table); r++)
        count += g_str_equal (((const PoskoPlanMeal *) posko_table_row (table, r))->kode_kendaraan, vehicles[v].kode);
      if (count > 0 && count < least)
        least = count, chosen = vehicles[v].kode;
    }
  return chosen;
}

static void
test_vehicle_gone (gconstpointer data)
{
  const World *world = data;
  const char *gone = least_used_vehicle (world);
  g_autofree char *change = without_vehicle (gone);
  g_autoptr (PoskoCase) source = load (BUILT_IN, change);
  g_autoptr (PoskoPlan) plan = plan_meals (source, world->published);
  const Tally tally = compare (world->published, plan, gone);
  g_test_message ("%s: %u of its deliveries change, and %u others", gone, tally.own, tally.others);
  assert_keeps_rules (plan);
  g_assert_cmpuint (tally.own, >, 0);
  g_assert_cmpuint (tally.others, ==, 0);
  g_assert_cmpint (tally.unserved, ==, world->unserved);

  g_autoptr (PoskoPlan) afresh = plan_meals (source, NULL);
  g_assert_cmpuint (compare (world->published, afresh, gone).others, >, 100);
}

/* No vehicle of that size stands idle: others must help, and nobody goes hungry that a plan afresh would feed. */
static void
test_busy_vehicle_gone (gconstpointer data)
{
  const World *world = data;
  g_autofree char *change = without_vehicle ("K01");
  g_autoptr (PoskoCase) source = load (BUILT_IN, change);
  g_autoptr (PoskoPlan) plan = plan_meals (source, world->published);
  const Tally tally = compare (world->published, plan, "K01");
  g_test_message ("%u of its deliveries change, and %u others; %" PRId64 " portions unserved", tally.own, tally.others, tally.unserved);
  assert_keeps_rules (plan);
  g_assert_cmpuint (tally.own, >, 20);
  g_assert_cmpuint (tally.others, <, 126);
}

/* A TPS a few hundred metres further: vehicles stay, and no hour changes in trips that do not go there. */
static void
test_tps_moved (gconstpointer data)
{
  const World *world = data;
  g_autoptr (PoskoCase) source = load (BUILT_IN, "{\"tabel\":\"tps\",\"di_mana\":{\"kode_tps\":\"19.71.01.1004.001\"},"
                                                 "\"ubah\":{\"lat\":-2.1250,\"lon\":106.1100}}");
  g_autoptr (PoskoPlan) plan = plan_meals (source, world->published);
  const Tally tally = compare (world->published, plan, NULL);
  assert_keeps_rules (plan);
  g_assert_cmpint (tally.unserved, <=, world->unserved);
  g_assert_cmpuint (tally.own + tally.others, >, 0);
  g_assert_cmpuint (tally.others, <, 60);
}

/* A wave that was not there is planned anew, beside the others. */
static void
test_new_wave (gconstpointer data)
{
  const World *world = data;
  g_autoptr (PoskoCase) source
    = load (BUILT_IN, "{\"tabel\":\"gelombang\",\"tambah\":[{\"kode\":\"G9\",\"nama\":\"Kudapan sore\",\"hari\":\"H\",\"mulai\":\"14:15\","
                      "\"selesai\":\"16:00\",\"porsi_per_petugas\":1,\"menit_maks\":150,\"untuk_kpps\":true,\"untuk_linmas\":true,"
                      "\"untuk_pengawas\":false,\"asumsi\":false}]}");
  g_autoptr (PoskoPlan) plan = plan_meals (source, world->published);
  const Tally tally = compare (world->published, plan, NULL);
  assert_keeps_rules (plan);
  g_assert_cmpuint (tally.own + tally.others, ==, 0);
}

/* Rows that nobody could have printed: a plan comes all the same. */
static void
test_edited_by_hand (gconstpointer data)
{
  const World *world = data;
  g_autoptr (PoskoPlan) edited = posko_plan_new_empty (NULL);
  const PoskoTable *stops = posko_plan_table (world->published, POSKO_PLAN_STOPS);
  for (guint r = 0; r < posko_table_n (stops); r++)
    {
      PoskoPlanStop row = *(const PoskoPlanStop *) posko_table_row (stops, r);
      if (r % 50 == 0)
        row.kode_kendaraan = "tidak ada";
      if (r % 50 == 10)
        row.kode_tps = "tidak ada";
      if (r % 50 == 20)
        row.detik_berangkat = r % 100 == 20 ? POSKO_MISSING : G_MAXINT64;
      if (r % 50 == 30)
        row.trip = POSKO_MISSING;
      if (r % 50 == 40)
        row.urutan = -row.urutan;
      posko_plan_add (edited, POSKO_PLAN_STOPS, &row);
      row.trip = 7; /* and everything that is served twice */
      if (r % 20 == 0)
        posko_plan_add (edited, POSKO_PLAN_STOPS, &row);
    }
  g_autoptr (PoskoPlan) plan = plan_meals (world->source, edited);
  assert_keeps_rules (plan);
  g_assert_cmpint (compare (world->published, plan, NULL).unserved, <=, world->unserved + 90);
}

/* Every product of a small city, and the whole verifier. */
static void
test_mini (void)
{
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) source = load (MINI, "");
  g_autoptr (PoskoPlan) published = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  const PoskoPlanStay stay = { .published = published };
  params.stay = &stay;
  g_autoptr (PoskoPlan) again = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  assert_same_routes (published, again);

  g_autofree char *change = without_vehicle ("MB1");
  g_autoptr (PoskoCase) less = load (MINI, change);
  g_autoptr (PoskoPlan) plan = posko_plan_new (less, &params, &error);
  g_assert_no_error (error);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_assert_true (posko_verify (plan, findings, NULL, &error));
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (PoskoCase) source = load (BUILT_IN, "");
  g_autoptr (PoskoPlan) published = plan_meals (source, NULL);
  const World world = { source, published, compare (published, published, NULL).unserved };
  g_test_add_data_func ("/meals-stay/nothing-changed", &world, test_nothing_changed);
  g_test_add_data_func ("/meals-stay/vehicle-gone", &world, test_vehicle_gone);
  g_test_add_data_func ("/meals-stay/busy-vehicle-gone", &world, test_busy_vehicle_gone);
  g_test_add_data_func ("/meals-stay/tps-moved", &world, test_tps_moved);
  g_test_add_data_func ("/meals-stay/new-wave", &world, test_new_wave);
  g_test_add_data_func ("/meals-stay/edited-by-hand", &world, test_edited_by_hand);
  g_test_add_func ("/meals-stay/mini", test_mini);
  return g_test_run ();
}
