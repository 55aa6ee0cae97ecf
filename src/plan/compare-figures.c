/* compare-figures.c: the figures and certificates of two plans, and when a difference between them is proven.
 *
 * A certificate says that the best possible value of its level lies between the plan's value and the bound. Where these ranges of A and B
 * are apart, no better search could turn the difference round: it is proven. Where they overlap it may come from what the search left on
 * the table, and is called not proven. A bound holds given the levels before it; so these must be closed too.
 */
#include "compare-private.h"
#include <math.h>
#include <string.h>

/* Which way a figure is better, and the level of its product that it is the value of (NULL: plain arithmetic on the plan). The part of
 * the code from "@" on, the wave, is not part of the name here. Figures that are not listed have no better and worse. */
typedef struct
{
  const char *product, *code;
  gint better; /* +1 more, -1 less */
  const char *level;
} Direction;

static const Direction directions[] = {
  { "umum", "kasus", -1, NULL },
  { "umum", "kekurangan", -1, NULL },
  { "posko", "kecamatan_tanpa_pos", -1, NULL },
  { "posko", "tps_tanpa_pos", -1, "terlayani" },
  { "posko", "dalam_8", 1, NULL },
  { "posko", "dalam_10", 1, NULL },
  { "posko", "dalam_15", 1, NULL },
  { "posko", "dalam_30", 1, NULL },
  { "posko", "dalam_standar", 1, "cakupan" },
  { "posko", "menit_rata", -1, "waktu" },
  { "posko", "menit_terjauh", -1, NULL },
  { "posko", "biaya", -1, NULL },
  { "ambulans", "ambulans", 1, NULL },
  { "ambulans", "q", -1, NULL },
  { "ambulans", "dalam_batas", 1, "batas" },
  { "ambulans", "cakupan", 1, "mexclp" },
  { "ambulans", "menit_rata", -1, NULL },
  { "ambulans", "menit_terjauh", -1, NULL },
  { "ambulans", "biaya", -1, NULL },
  { "roster", "terisi_dokter", 1, "biaya" },
  { "roster", "terisi_perawat", 1, "biaya" },
  { "roster", "terisi_bidan", 1, "biaya" },
  { "roster", "terisi_pengemudi", 1, "biaya" },
  { "roster", "menganggur", -1, "biaya" },
  { "roster", "pengganti", -1, "biaya" },
  { "roster", "form_a", -1, "biaya" },
  { "roster", "menit_rata", -1, "biaya" },
  { "roster", "dikecualikan", -1, NULL },
  { "cadangan", "terisi", 1, "terisi" },
  { "cadangan", "menit_rata", -1, "menit" },
  { "skrining", "petugas", 1, "terlayani" },
  { "skrining", "berisiko", 1, "terlayani" },
  { "skrining", "tps", 1, "terlayani" },
  { "skrining", "menit_rata", -1, "jarak" },
  { "makan", "porsi_dilayani", 1, "tak-terlayani" },
  { "makan", "kendaraan", -1, "kendaraan" },
  { "makan", "detik_jalan", -1, "waktu" },
  { "makan", "meter", -1, "waktu" },
  { "makan", "biaya_antar", -1, "biaya" },
  { "baliho", "kecamatan_kurang", -1, "minimum" },
  { "baliho", "pemilih", 1, "nilai" },
  { "baliho", "pemilih_persen", 1, "nilai" },
  { "baliho", "nilai", 1, "nilai" },
  { "baliho", "biaya", -1, NULL },
};

/* Where the best possible value of a level, or the sum of several, lies. */
typedef struct
{
  gdouble low, high;
} Range;

static void
widen (Range *range, gboolean maximise, const char *status, gint64 value, gint64 bound)
{
  if (*status == '\0')
    return; /* nothing to decide there */
  const gdouble reached = value != POSKO_MISSING ? (gdouble) value : (gdouble) NAN;
  const gdouble possible = bound != POSKO_MISSING ? (gdouble) bound : (gdouble) NAN;
  const gdouble low = maximise ? reached : possible, high = maximise ? possible : reached;
  range->low += isnan (low) ? -(gdouble) INFINITY : low;
  range->high += isnan (high) ? (gdouble) INFINITY : high;
}

static gboolean
is_closed (const char *status)
{
  return *status == '\0' || strcmp (status, "optimal") == 0;
}

static gsize
length_of_base (const char *code)
{
  return strcspn (code, "@");
}

static gboolean
has_base (const char *code, const char *base)
{
  return length_of_base (code) == strlen (base) && strncmp (code, base, strlen (base)) == 0;
}

/* Whether a difference at @level of @product is proven. @wave: with its "@", or "" for all waves of the level together. */
static gboolean
is_proven (const PoskoCompareWork *self, const char *product, const char *level, const char *wave)
{
  PoskoTable *rows = self->answer->tables[POSKO_COMPARE_CERTIFICATES];
  Range a = { 0, 0 }, b = { 0, 0 };
  const char *passed = NULL; /* the wave whose levels from @level on do not matter any more */
  gboolean closed = TRUE, closed_before = TRUE;
  for (guint i = 0; i < posko_table_n (rows); i++)
    {
      const PoskoCompareCertificate *row = posko_table_row (rows, i);
      const char *own_wave = row->tingkat + length_of_base (row->tingkat);
      if (strcmp (row->produk, product) != 0 || (*wave != '\0' && strcmp (wave, own_wave) != 0)
          || (passed != NULL && strcmp (passed, own_wave) == 0))
        continue;
      const gboolean both = is_closed (row->status_a) && is_closed (row->status_b);
      if (!has_base (row->tingkat, level))
        {
          closed_before = closed_before && both;
          continue;
        }
      const gboolean maximise = strcmp (row->tujuan, "maks") == 0;
      passed = own_wave;
      closed = closed && both;
      widen (&a, maximise, row->status_a, row->nilai_a, row->batas_a);
      widen (&b, maximise, row->status_b, row->nilai_b, row->batas_b);
    }
  return closed_before && (closed || a.high < b.low || b.high < a.low);
}

static PoskoCompareCertificate
join_certificates (const PoskoPlanCertificate *a, const PoskoPlanCertificate *b)
{
  const PoskoPlanCertificate *one = a != NULL ? a : b;
  return (PoskoCompareCertificate) { .produk = one->produk,
                                     .tingkat = one->tingkat,
                                     .tujuan = one->tujuan,
                                     .satuan = one->satuan,
                                     .nilai_a = a != NULL ? a->nilai : POSKO_MISSING,
                                     .nilai_b = b != NULL ? b->nilai : POSKO_MISSING,
                                     .batas_a = a != NULL ? a->batas : POSKO_MISSING,
                                     .batas_b = b != NULL ? b->batas : POSKO_MISSING,
                                     .status_a = a != NULL ? a->status : "",
                                     .status_b = b != NULL ? b->status : "",
                                     .bukti = "sama" };
}

static const PoskoPlanCertificate *
find_certificate (PoskoTable *table, const PoskoPlanCertificate *like)
{
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanCertificate *row = posko_table_row (table, i);
      if (strcmp (row->produk, like->produk) == 0 && strcmp (row->tingkat, like->tingkat) == 0)
        return row;
    }
  return NULL;
}

static void
add_certificate (PoskoCompareWork *self, const PoskoPlanCertificate *a, const PoskoPlanCertificate *b)
{
  PoskoCompareCertificate row = join_certificates (a, b);
  row.nomor = posko_table_n (self->answer->tables[POSKO_COMPARE_CERTIFICATES]) + 1;
  posko_compare_add (self, POSKO_COMPARE_CERTIFICATES, &row);
}

void
posko_compare_certificates (PoskoCompareWork *self)
{
  PoskoTable *a = posko_plan_table (self->a, POSKO_PLAN_CERTIFICATES), *b = posko_plan_table (self->b, POSKO_PLAN_CERTIFICATES);
  PoskoTable *rows = self->answer->tables[POSKO_COMPARE_CERTIFICATES];
  for (guint i = 0; i < posko_table_n (a); i++)
    add_certificate (self, posko_table_row (a, i), find_certificate (b, posko_table_row (a, i)));
  for (guint i = 0; i < posko_table_n (b); i++)
    if (find_certificate (a, posko_table_row (b, i)) == NULL)
      add_certificate (self, NULL, posko_table_row (b, i));

  for (guint i = 0; i < posko_table_n (rows); i++)
    {
      PoskoCompareCertificate *row = posko_table_row_mutable (rows, i);
      if (row->nilai_a == row->nilai_b && row->batas_a == row->batas_b && strcmp (row->status_a, row->status_b) == 0)
        continue;
      g_autofree char *level = g_strndup (row->tingkat, length_of_base (row->tingkat));
      row->bukti = is_proven (self, row->produk, level, row->tingkat + strlen (level)) ? "terbukti" : "belum_terbukti";
    }
}

static const Direction *
find_direction (const PoskoPlanFigure *figure)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    if (strcmp (directions[i].product, figure->produk) == 0 && has_base (figure->kode, directions[i].code))
      return &directions[i];
  return NULL;
}

static const char *
judge (const PoskoCompareWork *self, const PoskoPlanFigure *a, const PoskoPlanFigure *b, const Direction *direction)
{
  if (a == NULL || b == NULL)
    return a == NULL ? "hanya_b" : "hanya_a";
  const gboolean missed_a = strcmp (a->putusan, "kurang") == 0, missed_b = strcmp (b->putusan, "kurang") == 0;
  if (missed_a != missed_b)
    return missed_b ? "melewati_batas" : "mencapai_batas";
  if (posko_compare_same_number (a->nilai, b->nilai))
    return "sama";
  if (direction == NULL || isnan (a->nilai) || isnan (b->nilai))
    return "berbeda";
  if (direction->level != NULL && !is_proven (self, a->produk, direction->level, a->kode + length_of_base (a->kode)))
    return "belum_terbukti";
  return (b->nilai > a->nilai) == (direction->better > 0) ? "lebih_baik" : "lebih_buruk";
}

static void
add_figure (PoskoCompareWork *self, const PoskoPlanFigure *a, const PoskoPlanFigure *b)
{
  const PoskoPlanFigure *one = b != NULL ? b : a;
  const Direction *direction = find_direction (one);
  const gdouble value_a = a != NULL ? a->nilai : (gdouble) NAN, value_b = b != NULL ? b->nilai : (gdouble) NAN;
  g_autofree char *level = direction != NULL && direction->level != NULL
                             ? g_strconcat (direction->level, one->kode + length_of_base (one->kode), NULL)
                             : g_strdup ("");
  const PoskoCompareFigure row = {
    .nomor = posko_table_n (self->answer->tables[POSKO_COMPARE_FIGURES]) + 1,
    .produk = one->produk,
    .kode = one->kode,
    .nama = one->nama,
    .nilai_a = value_a,
    .nilai_b = value_b,
    .selisih = round ((value_b - value_a) * 100) / 100, /* both have two decimals; so has the difference */
    .satuan = one->satuan,
    .target_a = a != NULL ? a->target : (gdouble) NAN,
    .target_b = b != NULL ? b->target : (gdouble) NAN,
    .putusan = judge (self, a, b, direction),
    .tingkat = level,
  };
  posko_compare_add (self, POSKO_COMPARE_FIGURES, &row);
}

static const PoskoPlanFigure *
find_figure (PoskoTable *table, const PoskoPlanFigure *like)
{
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanFigure *row = posko_table_row (table, i);
      if (strcmp (row->produk, like->produk) == 0 && strcmp (row->kode, like->kode) == 0)
        return row;
    }
  return NULL;
}

void
posko_compare_figures (PoskoCompareWork *self)
{
  PoskoTable *a = posko_plan_table (self->a, POSKO_PLAN_FIGURES), *b = posko_plan_table (self->b, POSKO_PLAN_FIGURES);
  for (guint i = 0; i < posko_table_n (a); i++)
    add_figure (self, posko_table_row (a, i), find_figure (b, posko_table_row (a, i)));
  for (guint i = 0; i < posko_table_n (b); i++)
    if (find_figure (a, posko_table_row (b, i)) == NULL)
      add_figure (self, NULL, posko_table_row (b, i));
}
