/* report-summary.c: ringkasan.txt: the plan on one page, for the person who signs it.
 *
 * Figures that have a target, with the verdict; the certificates as sentences; what is short, by product, with the cheapest repairs;
 * which parts of the plan rest on assumed tables. In the plan's own language and number forms, whatever the locale.
 */
#include "report-private.h"
#include <math.h>
#include <string.h>

#define REPAIRS_SHOWN 3u /* of each product; kekurangan.csv has all */
#define NAME_WIDTH 46
#define VALUE_WIDTH 16

static const char *const product_codes[] = { "umum", "posko", "ambulans", "roster", "cadangan", "skrining", "makan", "baliho" };

static const char *
product_name (const PoskoPlan *plan, guint i)
{
  static const char *const english[] = { "General",   "Health posts",  "Ambulances", "Staff roster",
                                         "Stand-bys", "Health checks", "Meals",      "Billboards" };
  static const char *const indonesian[] = { "Umum",     "Pos kesehatan",         "Ambulans", "Roster tenaga kesehatan",
                                            "Cadangan", "Pemeriksaan kesehatan", "Makanan",  "Baliho" };
  return posko_plan_language (plan) == POSKO_LANGUAGE_EN ? english[i] : indonesian[i];
}

/* "Rabu, 27 Agustus 2025", without the locale. */
static char *
long_date (const PoskoPlan *plan, gint64 julian)
{
  static const char *const days[2][7] = { { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
                                          { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" } };
  static const char *const months[2][12]
    = { { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December" },
        { "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
          "Desember" } };
  if (julian < 1 || julian > G_MAXINT32 || !g_date_valid_julian ((guint32) julian))
    return g_strdup ("-");
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  const guint l = posko_plan_language (plan) == POSKO_LANGUAGE_EN ? 0 : 1;
  return g_strdup_printf ("%s, %u %s %u", days[l][g_date_get_weekday (&date) - 1], g_date_get_day (&date),
                          months[l][g_date_get_month (&date) - 1], g_date_get_year (&date));
}

static char *
format_value (const PoskoPlan *plan, gdouble value)
{
  if (!isfinite (value))
    return g_strdup ("–");
  return posko_format_decimal (value, floor (value) == value ? 0 : 2, posko_plan_language (plan));
}

/* Appends @text and blanks up to @width characters (not bytes). */
static void
append_padded (GString *page, const char *text, glong width)
{
  g_string_append (page, text);
  for (glong n = g_utf8_strlen (text, -1); n < width; n++)
    g_string_append_c (page, ' ');
}

static void
append_heading (GString *page, const char *text)
{
  g_string_append_printf (page, "\n%s\n", text);
  for (glong n = g_utf8_strlen (text, -1); n > 0; n--)
    g_string_append_c (page, '-');
  g_string_append_c (page, '\n');
}

static void
append_head (GString *page, const PoskoPlan *plan)
{
  PoskoCase *source = posko_plan_case (plan);
  const PoskoPolicy *policy = posko_case_policy (source);
  g_autofree char *day = long_date (plan, policy->tanggal_h);
  g_autofree char *title
    = g_strdup_printf (posko_report_text (plan, "POLLING-DAY PLAN: %s", "RENCANA HARI PEMUNGUTAN SUARA: %s"), policy->kota);
  g_string_append_printf (page, "%s\n%s\n", title, policy->nama);
  g_string_append_printf (page, posko_report_text (plan, "Polling day: %s\n", "Hari pemungutan suara: %s\n"), day);
  g_string_append_printf (page,
                          posko_report_text (plan, "Case %.12s, seed %" G_GUINT64_FORMAT ", posko %s\n",
                                             "Kasus %.12s, benih %" G_GUINT64_FORMAT ", posko %s\n"),
                          posko_case_hash (source), posko_plan_seed (plan), POSKO_VERSION);
}

static const char *
verdict (const PoskoPlan *plan, const char *code)
{
  if (strcmp (code, "baik") == 0)
    return posko_report_text (plan, "met", "tercapai");
  return strcmp (code, "kurang") == 0 ? posko_report_text (plan, "NOT MET", "BELUM TERCAPAI") : "";
}

static void
append_figure (GString *page, const PoskoPlan *plan, const PoskoPlanFigure *figure)
{
  g_autofree char *value = format_value (plan, figure->nilai);
  g_autofree char *target = format_value (plan, figure->target);
  g_string_append (page, "  ");
  append_padded (page, figure->nama, NAME_WIDTH);
  append_padded (page, value, VALUE_WIDTH);
  append_padded (page, target, VALUE_WIDTH);
  append_padded (page, figure->satuan, 14);
  g_string_append_printf (page, "%s\n", verdict (plan, figure->putusan));
}

static void
append_figures (GString *page, const PoskoPlan *plan)
{
  PoskoTable *figures = posko_plan_table (plan, POSKO_PLAN_FIGURES);
  append_heading (page, posko_report_text (plan, "FIGURES WITH A TARGET", "UKURAN MUTU YANG BERTARGET"));
  g_string_append (page, "  ");
  append_padded (page, "", NAME_WIDTH);
  append_padded (page, posko_report_text (plan, "value", "nilai"), VALUE_WIDTH);
  append_padded (page, posko_report_text (plan, "target", "target"), VALUE_WIDTH);
  g_string_append (page, posko_report_text (plan, "unit\n", "satuan\n"));
  for (guint p = 0; p < G_N_ELEMENTS (product_codes); p++)
    {
      gboolean named = FALSE;
      for (guint i = 0; i < posko_table_n (figures); i++)
        {
          const PoskoPlanFigure *figure = posko_table_row (figures, i);
          if (strcmp (figure->produk, product_codes[p]) != 0 || strcmp (figure->putusan, "info") == 0)
            continue;
          if (!named)
            g_string_append_printf (page, "%s\n", product_name (plan, p));
          named = TRUE;
          append_figure (page, plan, figure);
        }
    }
}

static void
append_certificates (GString *page, const PoskoPlan *plan)
{
  PoskoTable *certificates = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  append_heading (page, posko_report_text (plan, "HOW GOOD IT IS", "SEBERAPA BAIK RENCANA INI"));
  for (guint i = 0; i < posko_table_n (certificates); i++)
    {
      const PoskoPlanCertificate *row = posko_table_row (certificates, i);
      g_string_append_printf (page, "  %s/%s: %s\n", row->produk, row->tingkat, row->kalimat);
    }
}

/* Of two repairs the one to name first: known costs before unknown, cheap before dear, then the order of the table. */
static gint
compare_repairs (gconstpointer a, gconstpointer b)
{
  const PoskoPlanShortage *x = *(const PoskoPlanShortage *const *) a, *y = *(const PoskoPlanShortage *const *) b;
  const guint64 cost_x = (guint64) x->biaya, cost_y = (guint64) y->biaya; /* missing is the largest */
  if (cost_x != cost_y)
    return cost_x < cost_y ? -1 : 1;
  if (x->prioritas != y->prioritas)
    return x->prioritas < y->prioritas ? -1 : 1;
  const gint order = strcmp (x->objek, y->objek);
  return order != 0 ? order : strcmp (x->kebutuhan, y->kebutuhan);
}

static void
append_repairs (GString *page, const PoskoPlan *plan, GPtrArray *repairs)
{
  g_ptr_array_sort (repairs, compare_repairs);
  for (guint i = 0; i < MIN (repairs->len, REPAIRS_SHOWN); i++)
    {
      const PoskoPlanShortage *row = g_ptr_array_index (repairs, i);
      g_autofree char *cost
        = row->biaya != POSKO_MISSING ? posko_format_thousands (row->biaya, posko_plan_language (plan)) : NULL;
      g_string_append_printf (page, "    - %s, %s: %s %s%s%s%s\n", row->objek, row->kebutuhan, row->sebab, row->perbaikan,
                              cost != NULL ? " (Rp " : "", cost != NULL ? cost : "", cost != NULL ? ")" : "");
    }
}

static guint
append_product_shortages (GString *page, const PoskoPlan *plan, guint product)
{
  PoskoTable *shortages = posko_plan_table (plan, POSKO_PLAN_SHORTAGES);
  g_autoptr (GPtrArray) repairs = g_ptr_array_new ();
  g_autoptr (GHashTable) stated = g_hash_table_new (g_str_hash, g_str_equal); /* one repair may mend many rows */
  guint n = 0;
  for (guint i = 0; i < posko_table_n (shortages); i++)
    {
      const PoskoPlanShortage *row = posko_table_row (shortages, i);
      if (strcmp (row->produk, product_codes[product]) != 0)
        continue;
      n++;
      if (g_hash_table_add (stated, (gpointer) row->perbaikan))
        g_ptr_array_add (repairs, (gpointer) row);
    }
  if (n == 0)
    return 0;
  g_autofree char *count = posko_format_thousands (n, posko_plan_language (plan));
  g_string_append_printf (page, posko_report_text (plan, "  %s: %s unmet; cheapest repairs:\n",
                                                   "  %s: %s belum terpenuhi; perbaikan termurah:\n"),
                          product_name (plan, product), count);
  append_repairs (page, plan, repairs);
  return n;
}

static void
append_shortages (GString *page, const PoskoPlan *plan)
{
  guint n = 0;
  append_heading (page, posko_report_text (plan, "WHAT IS SHORT", "KEKURANGAN"));
  for (guint p = 0; p < G_N_ELEMENTS (product_codes); p++)
    n += append_product_shortages (page, plan, p);
  g_string_append (page, n == 0 ? posko_report_text (plan, "  Nothing: every need is met.\n",
                                                     "  Tidak ada: semua kebutuhan terpenuhi.\n")
                                : posko_report_text (plan, "  All of them: kekurangan.csv\n",
                                                     "  Selengkapnya: kekurangan.csv\n"));
}

static void
append_assumptions (GString *page, const PoskoPlan *plan)
{
  guint n = 0;
  append_heading (page, posko_report_text (plan, "WHAT RESTS ON ASSUMPTIONS", "YANG BERTUMPU PADA ASUMSI"));
  for (const PoskoReportSource *s = POSKO_REPORT_SOURCES; s->table != NULL; s++)
    if (posko_case_is_assumed (posko_plan_case (plan), s->table))
      {
        n++;
        g_auto (GStrv) products = g_strsplit (s->products, " ", -1);
        g_autofree char *list = g_strjoinv (", ", products);
        g_string_append_printf (page, posko_report_text (plan, "  %s.csv holds assumed rows; on it rest: %s\n",
                                                         "  %s.csv memuat baris asumsi; yang bertumpu padanya: %s\n"),
                                s->table, list);
      }
  if (n == 0)
    g_string_append (page, posko_report_text (plan, "  Nothing: every table is the city's own.\n",
                                              "  Tidak ada: semua tabel adalah data kota.\n"));
}

char *
posko_report_summary (const PoskoPlan *plan)
{
  GString *page = g_string_new (NULL);
  append_head (page, plan);
  append_figures (page, plan);
  append_certificates (page, plan);
  append_shortages (page, plan);
  append_assumptions (page, plan);
  return g_string_free (page, FALSE);
}
