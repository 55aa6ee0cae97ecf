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

static char *
format_value (gdouble value)
{
  return posko_format_decimal (value, isfinite (value) && floor (value) == value ? 0 : 2, posko_i18n_language ());
}

static void
print_figures (PoskoTable *figures)
{
  guint n_same = 0;
  for (guint i = 0; i < posko_table_n (figures); i++)
    {
      const PoskoCompareFigure *row = posko_table_row (figures, i);
      if (strcmp (row->putusan, "sama") == 0)
        {
          n_same++;
          continue;
        }
      g_autofree char *a = format_value (row->nilai_a), *b = format_value (row->nilai_b), *difference = format_value (row->selisih);
      printf ("  ");
      posko_print_padded (row->nama, 46, FALSE);
      posko_print_padded (a, 14, TRUE);
      posko_print_padded (b, 14, TRUE);
      posko_print_padded (difference, 14, TRUE);
      printf ("  %s\n", verdict (row->putusan));
    }
  printf (ngettext ("%u figure is the same.\n", "%u figures are the same.\n", n_same), n_same);
}

static void
print_proofs (PoskoTable *certificates)
{
  guint n_proven = 0, n_open = 0;
  for (guint i = 0; i < posko_table_n (certificates); i++)
    {
      const PoskoCompareCertificate *row = posko_table_row (certificates, i);
      n_proven += strcmp (row->bukti, "terbukti") == 0;
      n_open += strcmp (row->bukti, "belum_terbukti") == 0;
    }
  printf (_ ("Objectives that differ: %u proven, %u not proven (the difference may come from the search)\n"), n_proven, n_open);
}

static void
print_areas (PoskoTable *areas)
{
  for (guint i = 0; i < posko_table_n (areas); i++)
    {
      const PoskoCompareArea *row = posko_table_row (areas, i);
      g_autofree char *cost = posko_format_thousands (row->selisih_biaya, posko_i18n_language ());
      printf ("  ");
      posko_print_padded (*row->kecamatan != '\0' ? row->kecamatan : _ ("the city"), 20, FALSE);
      printf (_ ("people %d, TPS %d, deliveries %d, posts %d, ambulances %d, vehicles %d, boards %d, rupiah %s\n"), (int) row->orang,
              (int) row->tps, (int) row->antaran, (int) row->pos, (int) row->ambulans, (int) row->kendaraan, (int) row->baliho, cost);
    }
}

void
posko_compare_text_print (const PoskoComparison *comparison)
{
  PoskoTable *areas = posko_comparison_table (comparison, POSKO_COMPARE_AREAS);
  print_figures (posko_comparison_table (comparison, POSKO_COMPARE_FIGURES));
  print_proofs (posko_comparison_table (comparison, POSKO_COMPARE_CERTIFICATES));
  if (posko_table_n (areas) == 0)
    {
      printf ("%s\n", _ ("Nobody is affected."));
      return;
    }
  printf (_ ("Affected: %u people, %u TPS, %u deliveries, %u posts, ambulances, vehicles and boards; %u teams to tell\n"),
          posko_comparison_n_people (comparison), posko_table_n (posko_comparison_table (comparison, POSKO_COMPARE_TPS)),
          posko_table_n (posko_comparison_table (comparison, POSKO_COMPARE_MEALS)),
          posko_table_n (posko_comparison_table (comparison, POSKO_COMPARE_MEANS)),
          posko_table_n (posko_comparison_table (comparison, POSKO_COMPARE_MESSAGES)));
  print_areas (areas);
}
