/* who-text.c: answers about a plan for people, on a screen: the best few of each list, and how many more there are. */
#include "who-text.h"
#include "padded.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST_CANDIDATES 5u
#define MOST_MISSES 3u
#define MOST_LATE 12u

static gboolean
same (const char *a, const char *b)
{
  return strcmp (a, b) == 0;
}

static void
print_number (gdouble value, guint decimals, glong width)
{
  g_autofree char *text = isfinite (value) ? posko_format_decimal (value, decimals, posko_i18n_language ()) : g_strdup ("-");
  posko_print_padded (text, width, TRUE);
}

/* Points with their sign: what is added, what is saved. */
static char *
points_text (gint64 points)
{
  g_autofree char *text = posko_format_thousands (points, posko_i18n_language ());
  return g_strconcat (points > 0 ? "+" : "", text, NULL);
}

static char *
clock_text (gint64 minutes)
{
  return g_strdup_printf ("%02d:%02d", (int) (minutes / 60), (int) (minutes % 60));
}

static char *
date_text (gint64 julian)
{
  if (julian <= 0 || julian > G_MAXINT32)
    return g_strdup ("-");
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), (guint) g_date_get_month (&date), g_date_get_day (&date));
}

/* Whether a row of another table is about the same place as @duty. */
#define IS_OF(row, duty)                                                                                                                   \
  (same ((row)->hari, (duty)->hari) && same ((row)->shift, (duty)->shift) && same ((row)->peran, (duty)->peran)                            \
   && same ((row)->tempat, (duty)->tempat) && same ((row)->tugas, (duty)->tugas))

/* ---- replacing ---- */

static const char *
vote_text (const char *way)
{
  static const struct
  {
    const char *code, *text;
  } ways[] = { { "bebas", N_ ("free then") }, { "sela", N_ ("in a gap") }, { "form_a", N_ ("Form A") } };
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (same (ways[i].code, way))
      return _ (ways[i].text);
  return "-";
}

static void
print_candidate (const PoskoWhoCandidate *row)
{
  g_autofree char *points = points_text (row->poin);
  g_autofree char *who = g_strdup_printf ("%s %s", row->kode_nakes, row->sebutan);
  printf ("  %3d  ", (int) row->urutan);
  posko_print_padded (who, 26, FALSE);
  posko_print_padded (points, 9, TRUE);
  print_number ((gdouble) row->jumlah_shift, 0, 7);
  print_number ((gdouble) row->malam, 0, 7);
  print_number (row->jam, 1, 7);
  print_number (row->menit_tempuh, 1, 8);
  printf ("  %s", vote_text (row->cara_memilih));
  if (same (row->cara_memilih, "form_a"))
    {
      g_autofree char *day = date_text (row->batas_form_a);
      printf (_ (" at %s, to be filed by %s"), row->tps_memilih, day);
    }
  printf ("\n");
  if (*row->catatan != '\0')
    printf ("       %s\n", row->catatan);
}

static void
print_candidates (PoskoTable *table, const PoskoWhoDuty *duty)
{
  guint shown = 0, more = 0;
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoWhoCandidate *row = posko_table_row (table, i);
      if (!IS_OF (row, duty))
        continue;
      /* The named stand-by and whoever is chosen are shown wherever they rank. */
      if (shown >= MOST_CANDIDATES && !row->siaga && !same (row->kode_nakes, duty->terpilih))
        {
          more++;
          continue;
        }
      if (shown++ == 0)
        {
          printf ("    #  ");
          posko_print_padded (_ ("who"), 26, FALSE);
          posko_print_padded (same (duty->peran, "tugas") ? _ ("points") : _ ("minutes"), 9, TRUE);
          posko_print_padded (_ ("shifts"), 7, TRUE);
          posko_print_padded (_ ("nights"), 7, TRUE);
          posko_print_padded (_ ("hours"), 7, TRUE);
          posko_print_padded (_ ("travel"), 8, TRUE);
          printf ("  %s\n", _ ("votes"));
        }
      print_candidate (row);
    }
  if (more > 0)
    printf (ngettext ("       and %u more\n", "       and %u more\n", more), more);
}

static void
print_misses (const PoskoWho *answer, const PoskoWhoDuty *duty)
{
  PoskoTable *rules = posko_who_table (answer, POSKO_WHO_RULES), *near = posko_who_table (answer, POSKO_WHO_NEAR);
  gboolean any = FALSE;
  for (guint i = 0; i < posko_table_n (rules); i++)
    {
      const PoskoWhoRule *row = posko_table_row (rules, i);
      if (!IS_OF (row, duty) || same (row->aturan, "profesi"))
        continue;
      printf ("%s%s %d", any ? "; " : _ ("  kept from it: "), row->arti, (int) row->orang);
      any = TRUE;
    }
  if (any)
    printf ("\n");
  guint shown = 0;
  for (guint i = 0; i < posko_table_n (near) && shown < MOST_MISSES; i++)
    {
      const PoskoWhoNear *row = posko_table_row (near, i);
      if (!IS_OF (row, duty))
        continue;
      printf (_ ("  one step away: %s (%.0f minutes): %s\n"), row->sebutan, row->menit_tempuh, row->perbaikan);
      shown++;
    }
}

static void
print_duty (const PoskoWho *answer, const PoskoWhoDuty *duty)
{
  g_autofree char *from = clock_text (duty->mulai), *to = clock_text (duty->selesai);
  const gboolean works = same (duty->peran, "tugas");
  printf (works ? _ ("\n%s:%s  %s-%s  %s at %s (%s)\n") : _ ("\n%s:%s  %s-%s  %s standing by for %s (%s)\n"), duty->hari, duty->shift, from, to,
          duty->tugas, duty->nama_tempat, duty->tempat);
  if (*duty->terpilih != '\0')
    printf (_ ("  best choice for all together: %s %s\n"), duty->terpilih, duty->sebutan_terpilih);
  else
    printf (_ ("  stays EMPTY in the best choice for all together\n"));
  if (!same (duty->kode_nakes, ((const PoskoWhoSummary *) posko_table_row (posko_who_table (answer, POSKO_WHO_SUMMARY), 0))->kode_nakes))
    {
      printf (_ ("  left by %s, who is called in\n"), duty->kode_nakes);
      return;
    }
  printf (_ ("  %d are free, %d would have to give up a duty"), (int) duty->calon, (int) duty->calon_lepas);
  if (works)
    {
      g_autofree char *points = points_text (duty->poin_kosong);
      printf (_ ("; left empty: %s points"), points);
    }
  printf ("\n");
  if (*duty->perbaikan != '\0')
    printf (_ ("  cheapest repair: %s\n"), duty->perbaikan);
  print_candidates (posko_who_table (answer, POSKO_WHO_CANDIDATES), duty);
  print_misses (answer, duty);
}

void
posko_who_text_replace (const PoskoWho *answer)
{
  PoskoTable *duties = posko_who_table (answer, POSKO_WHO_DUTIES);
  const PoskoWhoSummary *summary = posko_table_row (posko_who_table (answer, POSKO_WHO_SUMMARY), 0);
  printf ("%s %s (%s)\n%s\n", summary->kode_nakes, summary->sebutan, summary->profesi, summary->kalimat);
  for (guint i = 0; i < posko_table_n (duties); i++)
    print_duty (answer, posko_table_row (duties, i));
  if (posko_table_n (duties) > 0)
    printf ("\n%s\n", _ ("Points: what the roster's objective grows by; less is better, one point is a minute driven by one person (docs/model.md, section 5)."));
}

/* ---- late ---- */

static const struct
{
  const char *kind, *title;
} KINDS[] = { { "pos", N_ ("Health posts") },
              { "ambulans", N_ ("Ambulances") },
              { "makan", N_ ("Meals") },
              { "skrining", N_ ("Health checks") } };

/* Whether one repair, or one kind of it, mends both; of meals the vehicles differ. */
static gboolean
is_alike (const PoskoWhoLate *a, const PoskoWhoLate *b)
{
  return same (a->hal, b->hal) && same (a->perbaikan_kode, b->perbaikan_kode) && same (a->sebab_kode, b->sebab_kode)
         && same (a->keadaan, b->keadaan) && (same (a->hal, "makan") || same (a->tempat, b->tempat));
}

/* Rows of one kind that one repair would mend. */
typedef struct
{
  const PoskoWhoLate *first;
  guint n;
} Group;

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *one = a, *two = b;
  if (one->n != two->n)
    return one->n > two->n ? -1 : 1;
  const gint order = strcmp (one->first->perbaikan_kode, two->first->perbaikan_kode);
  return order != 0 ? order : strcmp (one->first->tempat, two->first->tempat);
}

static GArray *
group_rows (PoskoTable *table, const char *kind, guint *n)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  *n = 0;
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoWhoLate *row = posko_table_row (table, i);
      guint g = 0;
      if (!same (row->hal, kind))
        continue;
      ++*n;
      while (g < groups->len && !is_alike (g_array_index (groups, Group, g).first, row))
        g++;
      const Group group = { row, 1 };
      if (g < groups->len)
        g_array_index (groups, Group, g).n++;
      else
        g_array_append_val (groups, group);
    }
  g_array_sort (groups, compare_groups);
  return groups;
}

static const char *
state_text (const char *state)
{
  return same (state, "tanpa") ? _ ("without") : same (state, "mepet") ? _ ("next to no time to spare") : _ ("late");
}

/* One TPS in words. */
static void
print_late (const PoskoWhoLate *row)
{
  printf ("      %s %s", row->kode_tps, row->kecamatan);
  if (!same (row->gelombang, "-"))
    printf (" %s", row->gelombang);
  printf (": %s\n      -> %s", row->sebab, row->perbaikan);
  if (row->ikut_teratasi != POSKO_MISSING && row->ikut_teratasi > 0)
    printf (ngettext (" Mends %d more TPS.", " Mends %d more TPS.", (gulong) row->ikut_teratasi), (int) row->ikut_teratasi);
  if (row->biaya != POSKO_MISSING && row->biaya > 0)
    {
      g_autofree char *cost = posko_format_thousands (row->biaya, posko_i18n_language ());
      printf (" (Rp %s)", cost);
    }
  printf ("\n");
}

/* The TPS of a group after the first, by code. */
static void
print_others (PoskoTable *table, const Group *group)
{
  guint shown = 0;
  for (guint i = 0; i < posko_table_n (table) && shown < MIN (MOST_LATE, group->n - 1); i++)
    {
      const PoskoWhoLate *row = posko_table_row (table, i);
      if (row == group->first || !is_alike (row, group->first))
        continue;
      printf ("%s%s%s%s", shown == 0 ? _ ("      likewise: ") : ", ", row->kode_tps, same (row->gelombang, "-") ? "" : " ",
              same (row->gelombang, "-") ? "" : row->gelombang);
      shown++;
    }
  if (shown > 0 && shown < group->n - 1)
    printf (_ (" and %u more"), group->n - 1 - shown);
  if (shown > 0)
    printf ("\n");
}

static void
print_kind (PoskoTable *table, guint k)
{
  guint n;
  g_autoptr (GArray) groups = group_rows (table, KINDS[k].kind, &n);
  if (n == 0)
    return;
  printf (ngettext ("\n%s: %u is beyond a limit\n", "\n%s: %u are beyond a limit\n", n), _ (KINDS[k].title), n);
  for (guint g = 0; g < groups->len; g++)
    {
      const Group *group = &g_array_index (groups, Group, g);
      printf ("  %u × %s\n", group->n, state_text (group->first->keadaan));
      print_late (group->first);
      print_others (table, group);
    }
}

void
posko_who_text_late (const PoskoWho *answer)
{
  PoskoTable *table = posko_who_table (answer, POSKO_WHO_LATE);
  g_autoptr (GHashTable) tps = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < posko_table_n (table); i++)
    g_hash_table_add (tps, (gpointer) ((const PoskoWhoLate *) posko_table_row (table, i))->kode_tps);
  const guint n = g_hash_table_size (tps);
  if (n == 0)
    printf ("%s\n", _ ("No TPS is beyond a limit."));
  else
    printf (ngettext ("%u TPS is beyond a limit.\n", "%u TPS are beyond a limit.\n", n), n);
  for (guint k = 0; k < G_N_ELEMENTS (KINDS); k++)
    print_kind (table, k);
  if (n > 0)
    printf ("\n%s\n", _ ("Each TPS with its own reason and repair: -o OUT, or --json."));
}
