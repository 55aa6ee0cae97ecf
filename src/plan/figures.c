/* figures.c: the figures of merit of a plan, each by its formula in section 9.4 of docs/model.md.
 *
 * Everything is counted from the plan's own tables, after all products are made. The verifier counts it all again from the case.
 */
#include "figures-private.h"
#include <math.h>

#define PRINTED_DECIMALS 100.0 /* ringkasan.nilai has two */

void
posko_figure_add (PoskoPlan *plan, const char *product, const char *code, const char *english, const char *indonesian, gdouble value,
                  const char *unit, PoskoFigureSense sense, gdouble target)
{
  const gdouble printed = round (value * PRINTED_DECIMALS) / PRINTED_DECIMALS;
  const gdouble wanted = round (target * PRINTED_DECIMALS) / PRINTED_DECIMALS;
  const char *verdict = "info";
  if (sense == POSKO_FIGURE_AT_LEAST)
    verdict = printed >= wanted ? "baik" : "kurang"; /* a target is not met by nothing: no post, no mean response */
  if (sense == POSKO_FIGURE_AT_MOST)
    verdict = printed <= wanted ? "baik" : "kurang";
  posko_plan_add (plan, POSKO_PLAN_FIGURES,
                  &(PoskoPlanFigure) { .produk = product,
                                       .kode = code,
                                       .nama = posko_plan_text (plan, english, indonesian),
                                       .nilai = value,
                                       .satuan = unit,
                                       .target = sense == POSKO_FIGURE_INFO ? (gdouble) NAN : target,
                                       .putusan = verdict });
}

static int
compare_code (gconstpointer key, gconstpointer row)
{
  return strcmp (key, *(const char *const *) row);
}

gconstpointer
posko_find_by_code (gconstpointer rows, guint n, gsize row_size, const char *code)
{
  return n == 0 ? NULL : bsearch (code, rows, n, row_size, compare_code);
}

gint64
posko_figure_seconds (gdouble minutes)
{
  return (gint64) floor (minutes * 60 + 0.5);
}

static guint
count_assumed_tables (const PoskoCase *source)
{
  static const char *const tables[] = { "tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho" };
  guint n = 0;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    n += posko_case_is_assumed (source, tables[t]);
  return n;
}

/* Sums over a table's rows of one gint64 member. */
static gint64
sum_of (PoskoPlan *plan, PoskoPlanTableId id, gsize offset)
{
  PoskoTable *table = posko_plan_table (plan, id);
  gint64 sum = 0;
  for (guint r = 0; r < posko_table_n (table); r++)
    sum += G_STRUCT_MEMBER (gint64, posko_table_row (table, r), offset);
  return sum;
}

static gint64
cost_of (PoskoPlan *plan, PoskoPlanTableId id)
{
  switch (id)
    {
    case POSKO_PLAN_POSTS:
      return sum_of (plan, id, G_STRUCT_OFFSET (PoskoPlanPost, biaya));
    case POSKO_PLAN_AMBULANCES:
      return sum_of (plan, id, G_STRUCT_OFFSET (PoskoPlanAmbulance, biaya));
    default:
      return sum_of (plan, id, G_STRUCT_OFFSET (PoskoPlanBillboard, biaya));
    }
}

static void
figures_of_the_whole (PoskoPlan *plan, const PoskoDemand *demand, const PoskoMealsCost *meals)
{
  const PoskoCase *source = posko_plan_case (plan);
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (source, &n_tps);
  const guint n_areas = posko_boundary_n (posko_case_kecamatan (source));
  gint64 voters = 0, petugas = 0, risk = 0, weight = 0;
  for (guint i = 0; i < n_tps; i++)
    {
      voters += tps[i].pemilih;
      petugas += tps[i].petugas;
      risk += MAX (0, tps[i].petugas_berisiko);
      weight += demand->weight[i];
    }
  for (guint k = 0; k < n_areas; k++)
    weight += demand->recap_weight[k];
  const gint64 cost = cost_of (plan, POSKO_PLAN_POSTS) + cost_of (plan, POSKO_PLAN_AMBULANCES) + cost_of (plan, POSKO_PLAN_BILLBOARDS)
                      + meals->portions + meals->delivery;
  const struct
  {
    const char *code, *english, *indonesian, *unit;
    gdouble value;
    PoskoFigureSense sense;
  } rows[] = {
    { "kecamatan", "Kecamatan", "Kecamatan", "kecamatan", n_areas, POSKO_FIGURE_INFO },
    { "tps", "Polling places", "TPS", "TPS", n_tps, POSKO_FIGURE_INFO },
    { "pemilih", "Voters", "Pemilih", "orang", (gdouble) voters, POSKO_FIGURE_INFO },
    { "petugas", "Petugas at the TPS", "Petugas di TPS", "orang", (gdouble) petugas, POSKO_FIGURE_INFO },
    { "berisiko", "Petugas found at risk", "Petugas berisiko", "orang", (gdouble) risk, POSKO_FIGURE_INFO },
    { "kasus", "Expected cases", "Perkiraan kasus", "kasus", (gdouble) weight / 1e6, POSKO_FIGURE_INFO },
    { "biaya", "Cost of everything planned", "Biaya seluruh rencana", "rupiah", (gdouble) cost, POSKO_FIGURE_INFO },
    { "kekurangan", "Needs that are not met", "Kebutuhan yang belum terpenuhi", "baris",
      posko_table_n (posko_plan_table (plan, POSKO_PLAN_SHORTAGES)), POSKO_FIGURE_AT_MOST },
    { "tabel_asumsi", "Tables that rest on assumptions", "Tabel yang masih berupa asumsi", "tabel", count_assumed_tables (source),
      POSKO_FIGURE_INFO },
  };
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    posko_figure_add (plan, "umum", rows[r].code, rows[r].english, rows[r].indonesian, rows[r].value, rows[r].unit, rows[r].sense, 0);
}

/* Response of the first posts: shares of the weight within some minutes, mean and longest. */
static void
figures_of_response (PoskoPlan *plan, const PoskoPolicy *policy)
{
  const gint64 minutes[] = { 8, 10, 15, 30, policy->standar_menit };
  const char *const codes[] = { "dalam_8", "dalam_10", "dalam_15", "dalam_30", "dalam_standar" };
  const char *const english[] = { "Risk weight answered within 8 minutes", "Risk weight answered within 10 minutes",
                                  "Risk weight answered within 15 minutes", "Risk weight answered within 30 minutes",
                                  "Risk weight answered within the standard" };
  const char *const indonesian[] = { "Bobot risiko tertangani dalam 8 menit", "Bobot risiko tertangani dalam 10 menit",
                                     "Bobot risiko tertangani dalam 15 menit", "Bobot risiko tertangani dalam 30 menit",
                                     "Bobot risiko tertangani dalam standar" };
  gint64 within[G_N_ELEMENTS (minutes)] = { 0 }, weight = 0, answered = 0, longest = 0;
  gdouble weighted_seconds = 0;
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_TPS);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanTps *row = posko_table_row (table, i);
      weight += row->bobot;
      if (*row->pos_utama == '\0')
        continue;
      const gint64 seconds = posko_figure_seconds (row->menit_utama);
      for (guint m = 0; m < G_N_ELEMENTS (minutes); m++)
        within[m] += seconds <= 60 * minutes[m] ? row->bobot : 0;
      answered += row->bobot;
      weighted_seconds += (gdouble) row->bobot * (gdouble) seconds;
      longest = MAX (longest, seconds);
    }
  for (guint m = 0; m < G_N_ELEMENTS (minutes); m++)
    posko_figure_add (plan, "posko", codes[m], english[m], indonesian[m],
                      weight > 0 ? 100.0 * (gdouble) within[m] / (gdouble) weight : (gdouble) NAN, "persen",
                      m == G_N_ELEMENTS (minutes) - 1 ? POSKO_FIGURE_AT_LEAST : POSKO_FIGURE_INFO, 100);
  posko_figure_add (plan, "posko", "menit_rata", "Mean response of the first post", "Rata-rata respons pos utama",
                    answered > 0 ? weighted_seconds / (gdouble) answered / 60 : (gdouble) NAN, "menit", POSKO_FIGURE_AT_MOST,
                    (gdouble) policy->standar_menit);
  posko_figure_add (plan, "posko", "menit_terjauh", "Longest response of a first post", "Respons terlama pos utama",
                    answered > 0 ? (gdouble) longest / 60 : (gdouble) NAN, "menit", POSKO_FIGURE_INFO, 0);
}

static void
figures_of_posts (PoskoPlan *plan)
{
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  const guint n_areas = posko_boundary_n (posko_case_kecamatan (posko_plan_case (plan)));
  PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS), *tps = posko_plan_table (plan, POSKO_PLAN_TPS);
  guint areas_without = 0, tps_without = 0;
  for (guint k = 0; k < n_areas; k++)
    {
      gboolean has = FALSE;
      for (guint p = 0; p < posko_table_n (posts) && !has; p++)
        has = g_str_equal (((const PoskoPlanPost *) posko_table_row (posts, p))->kode_kecamatan, posko_plan_area_code (plan, k));
      areas_without += !has;
    }
  for (guint i = 0; i < posko_table_n (tps); i++)
    tps_without += *((const PoskoPlanTps *) posko_table_row (tps, i))->pos_utama == '\0';

  posko_figure_add (plan, "posko", "pos", "Open health posts", "Pos kesehatan yang dibuka", posko_table_n (posts), "pos", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "posko", "pos_maks", "Posts allowed", "Batas jumlah pos", posko_posts_allowed (posko_plan_case (plan), POSKO_MISSING), "pos",
                    POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "posko", "kecamatan_tanpa_pos", "Kecamatan without a post", "Kecamatan tanpa pos", areas_without, "kecamatan",
                    POSKO_FIGURE_AT_MOST, 0);
  posko_figure_add (plan, "posko", "tps_tanpa_pos", "TPS without a first post", "TPS tanpa pos utama", tps_without, "TPS",
                    POSKO_FIGURE_AT_MOST, 0);
  figures_of_response (plan, policy);
  posko_figure_add (plan, "posko", "tim", "Teams at the busiest shift of each post", "Tim pada shift tersibuk tiap pos",
                    (gdouble) sum_of (plan, POSKO_PLAN_POSTS, G_STRUCT_OFFSET (PoskoPlanPost, tim)), "tim", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "posko", "biaya", "Cost of the posts", "Biaya pos", (gdouble) cost_of (plan, POSKO_PLAN_POSTS), "rupiah",
                    policy->anggaran_pos > 0 ? POSKO_FIGURE_AT_MOST : POSKO_FIGURE_INFO, (gdouble) policy->anggaran_pos);
  posko_figure_add_changes (plan, "posko");
}

static void
figures_of_screening (PoskoPlan *plan)
{
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (posko_plan_case (plan), &n_tps);
  gint64 petugas = 0, risk = 0;
  for (guint i = 0; i < n_tps; i++)
    {
      petugas += tps[i].petugas;
      risk += MAX (0, tps[i].petugas_berisiko);
    }
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_SCREENING);
  gdouble weighted_seconds = 0;
  const gint64 screened = sum_of (plan, POSKO_PLAN_SCREENING, G_STRUCT_OFFSET (PoskoPlanScreening, petugas));
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanScreening *row = posko_table_row (table, r);
      weighted_seconds += (gdouble) row->petugas * (gdouble) posko_figure_seconds (row->menit_tempuh);
    }
  posko_figure_add (plan, "skrining", "petugas", "Petugas with a health check", "Petugas yang mendapat skrining", (gdouble) screened,
                    "orang", POSKO_FIGURE_AT_LEAST, (gdouble) petugas);
  posko_figure_add (plan, "skrining", "berisiko", "Petugas at risk with a health check", "Petugas berisiko yang mendapat skrining",
                    (gdouble) sum_of (plan, POSKO_PLAN_SCREENING, G_STRUCT_OFFSET (PoskoPlanScreening, berisiko)), "orang",
                    POSKO_FIGURE_AT_LEAST, (gdouble) risk);
  posko_figure_add (plan, "skrining", "tps", "TPS with a health check", "TPS yang mendapat skrining", posko_table_n (table), "TPS",
                    POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "skrining", "menit_rata", "Mean way to the health check", "Rata-rata perjalanan ke skrining",
                    screened > 0 ? weighted_seconds / (gdouble) screened / 60 : (gdouble) NAN, "menit", POSKO_FIGURE_INFO, 0);
  posko_figure_add_changes (plan, "skrining");
}

static void
figures_of_billboards (PoskoPlan *plan)
{
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  PoskoTable *tps = posko_plan_table (plan, POSKO_PLAN_TPS), *boards = posko_plan_table (plan, POSKO_PLAN_BILLBOARDS);
  PoskoTable *certificates = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  gint64 reached = 0, voters = 0, shortfall = 0, value = 0;
  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoPlanTps *row = posko_table_row (tps, i);
      voters += row->pemilih;
      reached += row->baliho > 0 ? row->pemilih : 0;
    }
  for (guint k = 0; k < posko_boundary_n (posko_case_kecamatan (posko_plan_case (plan))); k++)
    {
      gint64 here = 0;
      for (guint b = 0; b < posko_table_n (boards); b++)
        here += g_str_equal (((const PoskoPlanBillboard *) posko_table_row (boards, b))->kode_kecamatan, posko_plan_area_code (plan, k));
      shortfall += MAX (0, policy->baliho_min_per_kecamatan - here);
    }
  for (guint c = 0; c < posko_table_n (certificates); c++)
    {
      const PoskoPlanCertificate *row = posko_table_row (certificates, c);
      if (g_str_equal (row->produk, "baliho") && g_str_equal (row->tingkat, "nilai"))
        value = row->nilai;
    }
  const PoskoStayRule *rule = posko_plan_stay (plan) != NULL ? &posko_plan_stay (plan)->rules[POSKO_STAY_BILLBOARDS] : NULL;
  if (rule != NULL && rule->kind == POSKO_STAY_PRICE) /* which the level has taken off */
    value += 1000 * rule->amount * posko_plan_count_changes (plan, POSKO_STAY_BILLBOARDS);
  posko_figure_add (plan, "baliho", "baliho", "Billboards", "Baliho terpasang", posko_table_n (boards), "baliho", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "baliho", "kecamatan_kurang", "Billboards missing to the minimum of a kecamatan",
                    "Baliho yang kurang dari minimum kecamatan", (gdouble) shortfall, "baliho", POSKO_FIGURE_AT_MOST, 0);
  posko_figure_add (plan, "baliho", "pemilih", "Voters with a billboard near their TPS", "Pemilih dengan baliho di sekitar TPS-nya",
                    (gdouble) reached, "orang", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "baliho", "pemilih_persen", "Share of the voters", "Bagian dari seluruh pemilih",
                    voters > 0 ? 100.0 * (gdouble) reached / (gdouble) voters : (gdouble) NAN, "persen", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "baliho", "nilai", "Expected weighted voters reached", "Harapan pemilih berbobot yang terjangkau",
                    (gdouble) value / 1000, "pemilih-berbobot", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "baliho", "biaya", "Cost of the billboards", "Biaya baliho", (gdouble) cost_of (plan, POSKO_PLAN_BILLBOARDS),
                    "rupiah", POSKO_FIGURE_AT_MOST, (gdouble) policy->anggaran_baliho);
  posko_figure_add_changes (plan, "baliho");
}

void
posko_plan_make_figures (PoskoPlan *plan, const PoskoDemand *demand)
{
  const PoskoMealsCost meals = posko_figures_meals_cost (plan);
  figures_of_the_whole (plan, demand, &meals);
  figures_of_posts (plan);
  posko_figures_of_ambulances (plan, demand);
  posko_figures_of_staff (plan);
  figures_of_screening (plan);
  posko_figures_of_meals (plan, &meals);
  figures_of_billboards (plan);
}
