/* compare-text.c: a comparison of two plans for people, on a screen: what differs, whether that is proven, and who must be told. */
#include "compare-text.h"
#include "padded.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *
verdict (const char *code)
{
  static const struct
  {
    const char *code, *text;
  } verdicts[] = {
    { "lebih_baik", N_ ("better") },         { "lebih_buruk", N_ ("worse") },
    { "melewati_batas", N_ ("TARGET NOW MISSED") }, { "mencapai_batas", N_ ("target now met") },
    { "belum_terbukti", N_ ("not proven") }, { "berbeda", N_ ("different") },
    { "hanya_a", N_ ("only in A") },         { "hanya_b", N_ ("only in B") },
  };
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (strcmp (verdicts[i].code, code) == 0)
      return _ (verdicts[i].text);
  return "";
}

#define NAME_WIDTH 44
#define VALUE_WIDTH 13
#define UNIT_WIDTH 10
#define COUNT_WIDTH 11

static const char *
product_name (const char *code)
{
  static const struct
  {
    const char *code, *text;
  } products[] = {
    { "umum", N_ ("The whole") },        { "posko", N_ ("Health posts") },      { "ambulans", N_ ("Ambulances") },
    { "roster", N_ ("Staff on duty") },  { "cadangan", N_ ("Stand-bys") },      { "skrining", N_ ("Health checks") },
    { "makan", N_ ("Meals") },           { "baliho", N_ ("Billboards") },
  };
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    if (strcmp (products[i].code, code) == 0)
      return _ (products[i].text);
  return code;
}

static char *
format_value (gdouble value)
{
  return posko_format_decimal (value, isfinite (value) && floor (value) == value ? 0 : 2, posko_i18n_language ());
}

/* A difference has its sign. */
static char *
format_difference (gdouble value)
{
  g_autofree char *text = format_value (value);
  return g_strconcat (isfinite (value) && value > 0 ? "+" : "", text, NULL);
}

/* The product's name above its first row. */
static void
print_product (const char *product, const char **open)
{
  if (*open == NULL || strcmp (product, *open) != 0)
    printf ("%s\n", product_name (product));
  *open = product;
}

static void
print_figure (const PoskoCompareFigure *row)
{
  g_autofree char *a = format_value (row->nilai_a), *b = format_value (row->nilai_b), *difference = format_difference (row->selisih);
  const gboolean proven
    = *row->tingkat != '\0' && (strcmp (row->putusan, "lebih_baik") == 0 || strcmp (row->putusan, "lebih_buruk") == 0);
  printf ("  ");
  posko_print_padded (row->nama, NAME_WIDTH, FALSE);
  posko_print_padded (a, VALUE_WIDTH, TRUE);
  posko_print_padded (b, VALUE_WIDTH, TRUE);
  posko_print_padded (difference, VALUE_WIDTH, TRUE);
  printf (" ");
  posko_print_padded (row->satuan, UNIT_WIDTH, FALSE);
  printf (" %s%s", verdict (row->putusan), proven ? _ (", proven") : "");
  if (isfinite (row->target_b) && (strcmp (row->putusan, "melewati_batas") == 0 || strcmp (row->putusan, "mencapai_batas") == 0))
    {
      g_autofree char *target = format_value (row->target_b);
      printf (_ (" (target %s)"), target);
    }
  printf ("\n");
}

static void
print_figures (PoskoTable *figures)
{
  const char *open = NULL;
  guint n_same = 0;
  for (guint i = 0; i < posko_table_n (figures); i++)
    n_same += strcmp (((const PoskoCompareFigure *) posko_table_row (figures, i))->putusan, "sama") == 0;
  if (n_same < posko_table_n (figures))
    {
      posko_print_padded (_ ("Figures"), NAME_WIDTH + 2, FALSE);
      posko_print_padded ("A", VALUE_WIDTH, TRUE);
      posko_print_padded ("B", VALUE_WIDTH, TRUE);
      posko_print_padded (_ ("difference"), VALUE_WIDTH, TRUE);
      printf ("\n");
    }
  for (guint i = 0; i < posko_table_n (figures); i++)
    {
      const PoskoCompareFigure *row = posko_table_row (figures, i);
      if (strcmp (row->putusan, "sama") == 0)
        continue;
      print_product (row->produk, &open);
      print_figure (row);
    }
  printf (ngettext ("%u figure is the same.\n", "%u figures are the same.\n", n_same), n_same);
}

/* "19 (best possible 16)": what a plan reached and what no plan can better; "19" where that is the best. */
static char *
format_level (gint64 value, gint64 bound, const char *status)
{
  if (*status == '\0' || value == POSKO_MISSING)
    return g_strdup ("-");
  g_autofree char *reached = posko_format_thousands (value, posko_i18n_language ());
  if (strcmp (status, "optimal") == 0)
    return g_strdup_printf ("%s =", reached);
  if (bound == POSKO_MISSING)
    return g_strdup_printf ("%s (?)", reached);
  g_autofree char *possible = posko_format_thousands (bound, posko_i18n_language ());
  return g_strdup_printf ("%s (%s)", reached, possible);
}

static void
print_proofs (PoskoTable *certificates)
{
  const char *open = NULL;
  guint n_differ = 0;
  for (guint i = 0; i < posko_table_n (certificates); i++)
    {
      const PoskoCompareCertificate *row = posko_table_row (certificates, i);
      if (strcmp (row->bukti, "sama") == 0)
        continue;
      if (n_differ++ == 0)
        printf ("\n%s\n", _ ("Certificates that differ: the value reached, = where it is proven best, else (the bound) that no plan can pass.\n"
                             "Where the gaps are larger than the difference, a longer search alone might turn it round: not proven."));
      g_autofree char *a = format_level (row->nilai_a, row->batas_a, row->status_a);
      g_autofree char *b = format_level (row->nilai_b, row->batas_b, row->status_b);
      print_product (row->produk, &open);
      printf ("  ");
      posko_print_padded (row->tingkat, 22, FALSE);
      posko_print_padded (a, 30, TRUE);
      posko_print_padded (b, 30, TRUE);
      printf (" ");
      posko_print_padded (row->satuan, UNIT_WIDTH + 4, FALSE);
      printf (" %s\n", strcmp (row->bukti, "terbukti") == 0 ? _ ("proven") : _ ("not proven"));
    }
}

/* Hours and ways of the people who are affected. */
static void
print_people (const PoskoComparison *comparison)
{
  PoskoTable *people = posko_comparison_table (comparison, POSKO_COMPARE_PEOPLE);
  gdouble hours = 0, was = 0, will = 0;
  guint n_kept = 0;
  for (guint i = 0; i < posko_table_n (people); i++)
    {
      const PoskoComparePerson *row = posko_table_row (people, i);
      hours += strcmp (row->peran, "tugas") == 0 ? row->selisih_jam : 0;
      if (!isfinite (row->menit_tempuh_a) || !isfinite (row->menit_tempuh_b))
        continue;
      was += row->menit_tempuh_a;
      will += row->menit_tempuh_b;
      n_kept++;
    }
  g_autofree char *all_hours = format_difference (hours);
  printf (_ ("People: %u affected, %u of them to be told of another place, hour or task; hours on duty %s\n"),
          posko_comparison_n_people (comparison, FALSE), posko_comparison_n_people (comparison, TRUE), all_hours);
  if (n_kept == 0)
    return;
  g_autofree char *from = format_value (round (100 * was / n_kept) / 100), *to = format_value (round (100 * will / n_kept) / 100);
  printf (_ ("The way of those who keep a shift that changes: %s minutes on average, was %s\n"), to, from);
}

static void
print_counts (const gint64 *counts, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = posko_format_thousands (counts[i], posko_i18n_language ());
      posko_print_padded (text, i + 1 < n ? COUNT_WIDTH : COUNT_WIDTH + 4, TRUE);
    }
  printf ("\n");
}

static void
print_areas (PoskoTable *areas)
{
  const char *const headings[] = { _ ("to tell"), _ ("hours"),    _ ("TPS"),        _ ("deliveries"), _ ("portions"),
                                   _ ("posts"),   _ ("ambulances"), _ ("vehicles"), _ ("boards"),     _ ("rupiah") };
  const guint n = G_N_ELEMENTS (headings);
  printf ("  ");
  posko_print_padded ("", 16, FALSE);
  for (guint i = 0; i < n; i++)
    posko_print_padded (headings[i], i + 1 < n ? COUNT_WIDTH : COUNT_WIDTH + 4, TRUE);
  printf ("\n");
  for (guint i = 0; i < posko_table_n (areas); i++)
    {
      const PoskoCompareArea *row = posko_table_row (areas, i);
      const gint64 counts[] = { row->dikabari, (gint64) round (row->selisih_jam), row->tps,       row->antaran, row->selisih_porsi,
                                row->pos,      row->ambulans,                     row->kendaraan, row->baliho,  row->selisih_biaya };
      printf ("  ");
      posko_print_padded (*row->kecamatan != '\0' ? row->kecamatan : _ ("the city"), 16, FALSE);
      print_counts (counts, G_N_ELEMENTS (counts));
    }
}

void
posko_compare_text_print (const PoskoComparison *comparison)
{
  PoskoTable *areas = posko_comparison_table (comparison, POSKO_COMPARE_AREAS);
  print_figures (posko_comparison_table (comparison, POSKO_COMPARE_FIGURES));
  print_proofs (posko_comparison_table (comparison, POSKO_COMPARE_CERTIFICATES));
  printf ("\n");
  if (posko_table_n (areas) == 0)
    {
      printf ("%s\n", _ ("Nobody is affected."));
      return;
    }
  print_people (comparison);
  print_areas (areas);
  printf ("%s\n", _ ("Hours, portions and rupiah: B less A. The others: how many change."));
  printf (ngettext ("%u team has a message ready to send: see pesan.csv (-o OUT)\n", "%u teams have a message ready to send: see pesan.csv (-o OUT)\n",
                    posko_comparison_n_teams (comparison)),
          posko_comparison_n_teams (comparison));
}
