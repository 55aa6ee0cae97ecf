/* test-compare.c: the verdict on a figure, by its certificates and targets: plans of one figure and a few levels. */
#include "compare.h"
#include "plan-private.h"
#include <math.h>

typedef struct
{
  const char *level;
  gint64 value, bound; /* bound missing = none */
} Level;

typedef struct
{
  const char *name;
  const char *product, *code;
  gdouble value_a, value_b;
  const char *met_a, *met_b;
  Level levels_a[3], levels_b[3];
  const char *verdict;
} Example;

#define NONE POSKO_MISSING

static const Example examples[] = {
  { "closed", "makan", "detik_jalan@G1", 90, 80, "info", "info", { { "waktu@G1", 90, 90 } }, { { "waktu@G1", 80, 80 } }, "lebih_baik" },
  { "apart", "makan", "detik_jalan@G1", 90, 60, "info", "info", { { "waktu@G1", 90, 70 } }, { { "waktu@G1", 60, 50 } }, "lebih_baik" },
  { "apart-worse", "makan", "detik_jalan@G1", 60, 90, "info", "info", { { "waktu@G1", 60, 50 } }, { { "waktu@G1", 90, 70 } }, "lebih_buruk" },
  { "overlap", "makan", "detik_jalan@G1", 90, 80, "info", "info", { { "waktu@G1", 90, 70 } }, { { "waktu@G1", 80, 60 } }, "belum_terbukti" },
  { "touching", "makan", "detik_jalan@G1", 90, 70, "info", "info", { { "waktu@G1", 90, 70 } }, { { "waktu@G1", 70, 60 } }, "belum_terbukti" },
  { "no-bound", "makan", "detik_jalan@G1", 90, 60, "info", "info", { { "waktu@G1", 90, NONE } }, { { "waktu@G1", 60, 50 } }, "belum_terbukti" },
  { "no-bound-below", "makan", "detik_jalan@G1", 90, 60, "info", "info", { { "waktu@G1", 90, 80 } }, { { "waktu@G1", 60, NONE } }, "lebih_baik" },
  { "level-before-open", "makan", "detik_jalan@G1", 90, 60, "info", "info", { { "kendaraan@G1", 5, 4 }, { "waktu@G1", 90, 90 } },
    { { "kendaraan@G1", 5, 5 }, { "waktu@G1", 60, 60 } }, "belum_terbukti" },
  { "level-after-open", "makan", "kendaraan@G1", 5, 4, "info", "info", { { "kendaraan@G1", 5, 5 }, { "waktu@G1", 90, 10 } },
    { { "kendaraan@G1", 4, 4 }, { "waktu@G1", 60, 10 } }, "lebih_baik" },
  { "other-wave-open", "makan", "detik_jalan@G1", 90, 60, "info", "info", { { "waktu@G0", 9, 1 }, { "waktu@G1", 90, 90 } },
    { { "waktu@G0", 8, 1 }, { "waktu@G1", 60, 60 } }, "lebih_baik" },
  { "all-waves-overlap", "makan", "detik_jalan", 99, 68, "info", "info", { { "waktu@G0", 9, 1 }, { "waktu@G1", 90, 60 } },
    { { "waktu@G0", 8, 1 }, { "waktu@G1", 60, 60 } }, "belum_terbukti" },
  { "all-waves-apart", "makan", "detik_jalan", 99, 48, "info", "info", { { "waktu@G0", 9, 8 }, { "waktu@G1", 90, 60 } },
    { { "waktu@G0", 8, 1 }, { "waktu@G1", 40, 40 } }, "lebih_baik" },
  { "more-is-better", "baliho", "nilai", 10, 20, "info", "info", { { "nilai", 10, 10 } }, { { "nilai", 20, 25 } }, "lebih_baik" },
  { "more-overlap", "baliho", "nilai", 10, 20, "info", "info", { { "nilai", 10, 22 } }, { { "nilai", 20, 25 } }, "belum_terbukti" },
  { "target-missed", "posko", "menit_rata", 14, 16, "baik", "kurang", { { "waktu", 14, 10 } }, { { "waktu", 16, 10 } }, "melewati_batas" },
  { "target-met", "posko", "menit_rata", 16, 14, "kurang", "baik", { { "waktu", 16, 10 } }, { { "waktu", 14, 10 } }, "mencapai_batas" },
  { "same", "posko", "menit_rata", 14, 14, "baik", "baik", { { "waktu", 14, 10 } }, { { "waktu", 14, 12 } }, "sama" },
  { "no-direction", "roster", "orang", 14, 12, "info", "info", { { NULL, 0, 0 } }, { { NULL, 0, 0 } }, "berbeda" },
  { "arithmetic", "posko", "menit_terjauh", 14, 12, "info", "info", { { NULL, 0, 0 } }, { { NULL, 0, 0 } }, "lebih_baik" },
  { "missing-value", "posko", "menit_rata", 14, NAN, "info", "info", { { NULL, 0, 0 } }, { { NULL, 0, 0 } }, "berbeda" },
};

static PoskoPlan *
make_plan (const Example *example, gdouble value, const char *met, const Level *levels)
{
  PoskoPlan *plan = posko_plan_new_empty (NULL);
  posko_plan_add (plan, POSKO_PLAN_FIGURES,
                  &(PoskoPlanFigure) { .produk = example->product,
                                       .kode = example->code,
                                       .nama = "Ukuran",
                                       .nilai = value,
                                       .satuan = "satuan",
                                       .target = (gdouble) NAN,
                                       .putusan = met });
  for (guint i = 0; i < 3 && levels[i].level != NULL; i++)
    posko_plan_add (plan, POSKO_PLAN_CERTIFICATES,
                    &(PoskoPlanCertificate) { .produk = example->product,
                                              .tingkat = levels[i].level,
                                              .tujuan = g_str_equal (example->product, "baliho") ? "maks" : "min",
                                              .satuan = "satuan",
                                              .nilai = levels[i].value,
                                              .batas = levels[i].bound,
                                              .selisih_persen = (gdouble) NAN,
                                              .status = levels[i].bound == NONE               ? "layak"
                                                        : levels[i].bound == levels[i].value ? "optimal"
                                                                                              : "dalam-batas",
                                              .kalimat = "-" });
  return plan;
}

static void
test_verdict (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (PoskoPlan) a = make_plan (example, example->value_a, example->met_a, example->levels_a);
  g_autoptr (PoskoPlan) b = make_plan (example, example->value_b, example->met_b, example->levels_b);
  g_autoptr (PoskoComparison) comparison = posko_comparison_new (a, b);
  PoskoTable *figures = posko_comparison_table (comparison, POSKO_COMPARE_FIGURES);
  g_assert_cmpuint (posko_table_n (figures), ==, 1);
  g_assert_cmpstr (((const PoskoCompareFigure *) posko_table_row (figures, 0))->putusan, ==, example->verdict);
}

/* A figure that only one plan has: a wave that a scenario adds. */
static void
test_one_sided (void)
{
  g_autoptr (PoskoPlan) a = posko_plan_new_empty (NULL);
  g_autoptr (PoskoPlan) b = make_plan (&examples[0], 1, "info", examples[0].levels_b);
  g_autoptr (PoskoComparison) there = posko_comparison_new (a, b), back = posko_comparison_new (b, a);
  const PoskoCompareFigure *one = posko_table_row (posko_comparison_table (there, POSKO_COMPARE_FIGURES), 0);
  const PoskoCompareFigure *two = posko_table_row (posko_comparison_table (back, POSKO_COMPARE_FIGURES), 0);
  g_assert_cmpstr (one->putusan, ==, "hanya_b");
  g_assert_cmpstr (two->putusan, ==, "hanya_a");
  g_assert_true (isnan (one->nilai_a) && isnan (one->selisih));
  const PoskoCompareCertificate *level = posko_table_row (posko_comparison_table (there, POSKO_COMPARE_CERTIFICATES), 0);
  g_assert_cmpstr (level->status_a, ==, "");
  g_assert_cmpint (level->nilai_a, ==, POSKO_MISSING);
}

static PoskoPlanDuty
make_duty (const char *area, const char *post, const char *code)
{
  return (PoskoPlanDuty){ .kode_kecamatan = area, .kecamatan = *area == '1' ? "Utara" : "Selatan", .kode_pos = post, .nama_pos = post, .hari = "H",
                          .shift = "M", .mulai = 1260, .selesai = 1740, .tugas = "dokter", .kode_nakes = code, .sebutan = "Dokter",
                          .profesi = "dokter", .menit_tempuh = 1, .cara_memilih = "", .tps_memilih = "", .batas_form_a = POSKO_MISSING };
}

/* A message never passes its length, says in which part it stands, and together they leave nobody out. */
static void
test_long_message (void)
{
  g_autoptr (PoskoPlan) a = posko_plan_new_empty (NULL);
  g_autoptr (PoskoPlan) b = posko_plan_new_empty (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  gint64 n = 0;
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *code = g_strdup_printf ("N%03u", i);
      const PoskoPlanDuty duty = make_duty ("1", "P1", code);
      posko_plan_add (b, POSKO_PLAN_ROSTER, &duty);
    }
  g_autoptr (PoskoComparison) comparison = posko_comparison_new (a, b);
  PoskoTable *messages = posko_comparison_table (comparison, POSKO_COMPARE_MESSAGES);
  g_assert_cmpuint (posko_table_n (messages), >, 1);
  g_assert_cmpuint (posko_comparison_n_teams (comparison), ==, 1);
  for (guint i = 0; i < posko_table_n (messages); i++)
    {
      const PoskoCompareMessage *message = posko_table_row (messages, i);
      g_autofree char *mark = g_strdup_printf ("(bagian %u dari %u)", i + 1, posko_table_n (messages));
      g_assert_cmpint (g_utf8_strlen (message->pesan, -1), <=, POSKO_COMPARE_MESSAGE_MAX);
      g_assert_nonnull (strstr (message->pesan, mark));
      g_assert_nonnull (strstr (message->pesan, "H M 21:00-05:00 masuk: "));
      g_assert_true (g_str_has_suffix (message->pesan, "Tanya: tim perencana kota"));
      g_assert_cmpstr (message->kecamatan, ==, "Utara");
      g_string_append (all, message->pesan);
      n += message->jumlah;
    }
  g_assert_cmpint (n, ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *who = g_strdup_printf ("Dokter (N%03u)", i);
      g_assert_nonnull (strstr (all->str, who));
    }
  g_assert_cmpuint (posko_comparison_n_people (comparison, FALSE), ==, 100);
}

/* Names as long as a table allows do not push whom to ask out of the message. */
static void
test_long_names (void)
{
  g_autoptr (PoskoPlan) a = posko_plan_new_empty (NULL);
  g_autoptr (PoskoPlan) b = posko_plan_new_empty (NULL);
  g_autofree char *name = g_strnfill (2000, 'x');
  PoskoPlanDuty duty = make_duty ("1", name, "N1");
  duty.sebutan = duty.nama_pos = name;
  posko_plan_add (b, POSKO_PLAN_ROSTER, &duty);
  posko_plan_add (b, POSKO_PLAN_POSTS,
                  &(PoskoPlanPost){ .kode_kecamatan = "1", .kecamatan = "Utara", .kode_pos = "P9", .nama = "Puskesmas", .jenis = "", .rekap = 1 });
  g_autoptr (PoskoComparison) comparison = posko_comparison_new (a, b);
  PoskoTable *messages = posko_comparison_table (comparison, POSKO_COMPARE_MESSAGES);
  g_assert_cmpuint (posko_table_n (messages), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const PoskoCompareMessage *message = posko_table_row (messages, i);
      g_assert_cmpint (g_utf8_strlen (message->pesan, -1), <=, POSKO_COMPARE_MESSAGE_MAX);
      g_assert_true (g_str_has_suffix (message->pesan, i == 0 ? "Tanya: tim perencana kota" : "Tanya: Puskesmas"));
    }
}

/* Who moves between two kecamatan stands in both, with the hours on the side where they are spent, and both posts are told. */
static void
test_move_between_areas (void)
{
  g_autoptr (PoskoPlan) a = posko_plan_new_empty (NULL);
  g_autoptr (PoskoPlan) b = posko_plan_new_empty (NULL);
  const PoskoPlanDuty was = make_duty ("1", "P1", "N1"), will = make_duty ("2", "P2", "N1");
  posko_plan_add (a, POSKO_PLAN_ROSTER, &was);
  posko_plan_add (b, POSKO_PLAN_ROSTER, &will);
  g_autoptr (PoskoComparison) comparison = posko_comparison_new (a, b);
  PoskoTable *people = posko_comparison_table (comparison, POSKO_COMPARE_PEOPLE), *areas = posko_comparison_table (comparison, POSKO_COMPARE_AREAS);
  g_assert_cmpuint (posko_table_n (people), ==, 2);
  g_assert_cmpuint (posko_comparison_n_people (comparison, TRUE), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      const PoskoComparePerson *row = posko_table_row (people, i);
      const PoskoCompareArea *area = posko_table_row (areas, i);
      g_assert_cmpstr (row->perubahan, ==, i == 0 ? "keluar" : "masuk");
      g_assert_cmpstr (row->tempat_a, ==, "P1");
      g_assert_cmpstr (row->tempat_b, ==, "P2");
      g_assert_cmpfloat (row->selisih_jam, ==, i == 0 ? -8 : 8);
      g_assert_cmpfloat (area->selisih_jam, ==, row->selisih_jam);
      g_assert_cmpint (area->selisih_tempat, ==, i == 0 ? -1 : 1);
    }
  PoskoTable *messages = posko_comparison_table (comparison, POSKO_COMPARE_MESSAGES);
  g_assert_cmpuint (posko_table_n (messages), ==, 2);
  g_assert_nonnull (strstr (((const PoskoCompareMessage *) posko_table_row (messages, 0))->pesan, "keluar: Dokter (N1) ke P2"));
  g_assert_nonnull (strstr (((const PoskoCompareMessage *) posko_table_row (messages, 1))->pesan, "masuk: Dokter (N1) dari P1"));
}

/* A longer way alone is a row, but nobody need be told. */
static void
test_longer_way (void)
{
  g_autoptr (PoskoPlan) a = posko_plan_new_empty (NULL);
  g_autoptr (PoskoPlan) b = posko_plan_new_empty (NULL);
  PoskoPlanDuty duty = make_duty ("1", "P1", "N1");
  posko_plan_add (a, POSKO_PLAN_ROSTER, &duty);
  duty.menit_tempuh = 9;
  posko_plan_add (b, POSKO_PLAN_ROSTER, &duty);
  g_autoptr (PoskoComparison) comparison = posko_comparison_new (a, b);
  g_assert_cmpuint (posko_comparison_n_people (comparison, FALSE), ==, 1);
  g_assert_cmpuint (posko_comparison_n_people (comparison, TRUE), ==, 0);
  g_assert_cmpuint (posko_table_n (posko_comparison_table (comparison, POSKO_COMPARE_MESSAGES)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/compare/verdict/%s", examples[i].name);
      g_test_add_data_func (path, &examples[i], test_verdict);
    }
  g_test_add_func ("/compare/one-sided", test_one_sided);
  g_test_add_func ("/compare/long-message", test_long_message);
  g_test_add_func ("/compare/long-names", test_long_names);
  g_test_add_func ("/compare/move-between-areas", test_move_between_areas);
  g_test_add_func ("/compare/longer-way", test_longer_way);
  return g_test_run ();
}
