/* compare-areas.c: how much of what is affected lies in each kecamatan: the sums of the lists, which add up to the city's. */
#include "compare-private.h"
#include <string.h>

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
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < posko_table_n (people); i++)
    {
      const PoskoComparePerson *row = posko_table_row (people, i);
      PoskoCompareArea *area = area_of (self, row->kode_kecamatan, row->kecamatan);
      const gint64 places = (*row->tugas_b != '\0') - (*row->tugas_a != '\0');
      const gboolean on_duty = strcmp (row->peran, "tugas") == 0;
      area->tugas++;
      area->selisih_jam += on_duty ? row->selisih_jam : 0;
      area->selisih_tempat += on_duty ? places : 0;
      area->selisih_siaga += on_duty ? 0 : places;
      area->orang += g_hash_table_add (seen, g_strdup_printf ("%s\t%s", row->kode_kecamatan, row->kode_nakes));
      if (row->kabari)
        area->dikabari += g_hash_table_add (told, g_strdup_printf ("%s\t%s", row->kode_kecamatan, row->kode_nakes));
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
      PoskoCompareArea *area = area_of (self, row->kode_kecamatan, row->kecamatan);
      area->antaran++;
      area->selisih_porsi += row->porsi_diantar_b - row->porsi_diantar_a;
    }
  count_means (self);
}
