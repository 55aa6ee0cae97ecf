/* changes.c: how much of a published plan a plan changes: section 11 of docs/model.md.
 *
 * Every row of a product's table is a mark: whose it is, and what it gives. Sorted by these, the marks of both plans are walked side by
 * side; an owner whose marks are not the same on both sides is one change. O(rows · log rows).
 */
#include "figures-private.h"
#include <string.h>

typedef struct
{
  char *owner, *what;
} Mark;

/* Fills @mark; FALSE: the row gives nothing (a delivery that is not brought). */
typedef gboolean (*ReadMark) (gconstpointer row, Mark *mark);

static gboolean
mark_post (gconstpointer row, Mark *mark)
{
  *mark = (Mark) { g_strdup (((const PoskoPlanPost *) row)->kode_pos), g_strdup ("") };
  return TRUE;
}

static gboolean
mark_ambulance (gconstpointer data, Mark *mark)
{
  const PoskoPlanAmbulance *row = data;
  *mark = (Mark) { g_strdup (row->kode_ambulans), g_strdup (row->kode_pangkalan) };
  return TRUE;
}

static gboolean
mark_duty (gconstpointer data, Mark *mark)
{
  const PoskoPlanDuty *row = data;
  *mark = (Mark) { g_strdup (row->kode_nakes), g_strjoin ("\n", row->kode_pos, row->hari, row->shift, row->tugas, NULL) };
  return TRUE;
}

static gboolean
mark_reserve (gconstpointer data, Mark *mark)
{
  const PoskoPlanReserve *row = data;
  *mark = (Mark) { g_strdup (row->kode_nakes), g_strjoin ("\n", row->kode_kecamatan, row->hari, row->shift, row->profesi, NULL) };
  return TRUE;
}

static gboolean
mark_screening (gconstpointer data, Mark *mark)
{
  const PoskoPlanScreening *row = data;
  *mark = (Mark) { g_strdup (row->kode_tps),
                   g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s", row->kode_faskes, row->tanggal, row->sesi) };
  return TRUE;
}

static gboolean
mark_billboard (gconstpointer row, Mark *mark)
{
  *mark = (Mark) { g_strdup (((const PoskoPlanBillboard *) row)->kode_baliho), g_strdup ("") };
  return TRUE;
}

static gboolean
mark_meal (gconstpointer data, Mark *mark)
{
  const PoskoPlanMeal *row = data;
  if (*row->kode_kendaraan == '\0')
    return FALSE;
  *mark = (Mark) { g_strjoin ("\n", row->kode_tps, row->gelombang, NULL),
                   g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT, row->kode_dapur, row->kode_kendaraan, row->tiba) };
  return TRUE;
}

typedef struct
{
  const char *product, *unit;
  PoskoPlanTableId table;
  ReadMark read;
  gboolean only_planned; /* whoever is in the published plan alone is no change */
} Kind;

static const Kind kinds[] = {
  [POSKO_STAY_POSTS] = { "posko", "pos", POSKO_PLAN_POSTS, mark_post, FALSE },
  [POSKO_STAY_AMBULANCES] = { "ambulans", "ambulans", POSKO_PLAN_AMBULANCES, mark_ambulance, TRUE },
  [POSKO_STAY_ROSTER] = { "roster", "orang", POSKO_PLAN_ROSTER, mark_duty, FALSE },
  [POSKO_STAY_RESERVES] = { "cadangan", "orang", POSKO_PLAN_RESERVES, mark_reserve, FALSE },
  [POSKO_STAY_SCREENING] = { "skrining", "TPS", POSKO_PLAN_SCREENING, mark_screening, FALSE },
  [POSKO_STAY_BILLBOARDS] = { "baliho", "baliho", POSKO_PLAN_BILLBOARDS, mark_billboard, FALSE },
  [POSKO_N_STAY] = { "makan", "antaran", POSKO_PLAN_MEALS, mark_meal, FALSE },
};

static void
mark_clear (gpointer data)
{
  g_free (((Mark *) data)->owner);
  g_free (((Mark *) data)->what);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *x = a, *y = b;
  const int owner = strcmp (x->owner, y->owner);
  return owner != 0 ? owner : strcmp (x->what, y->what);
}

static GArray *
collect_marks (const PoskoPlan *plan, const Kind *kind)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  PoskoTable *table = posko_plan_table (plan, kind->table);
  g_array_set_clear_func (marks, mark_clear);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      Mark mark;
      if (kind->read (posko_table_row (table, i), &mark))
        g_array_append_val (marks, mark);
    }
  g_array_sort (marks, compare_marks);
  return marks;
}

/* Returns: the end of the run of @owner that begins at @from (no run: @from) */
static guint
end_of_run (const GArray *marks, guint from, const char *owner)
{
  while (from < marks->len && strcmp (g_array_index (marks, Mark, from).owner, owner) == 0)
    from++;
  return from;
}

static gboolean
same_runs (const GArray *a, guint a_from, guint a_to, const GArray *b, guint b_from, guint b_to)
{
  if (a_to - a_from != b_to - b_from)
    return FALSE;
  for (guint i = a_from; i < a_to; i++)
    if (compare_marks (&g_array_index (a, Mark, i), &g_array_index (b, Mark, b_from + i - a_from)) != 0)
      return FALSE;
  return TRUE;
}

static gint64
count (const PoskoPlan *published, const PoskoPlan *plan, const Kind *kind)
{
  g_autoptr (GArray) a = collect_marks (published, kind), b = collect_marks (plan, kind);
  gint64 changes = 0;
  for (guint i = 0, j = 0; i < a->len || j < b->len;)
    {
      const gboolean from_a = j == b->len || (i < a->len && compare_marks (&g_array_index (a, Mark, i), &g_array_index (b, Mark, j)) <= 0);
      const char *owner = from_a ? g_array_index (a, Mark, i).owner : g_array_index (b, Mark, j).owner;
      const guint i_to = end_of_run (a, i, owner), j_to = end_of_run (b, j, owner);
      const gboolean counts = j_to > j || !kind->only_planned;
      changes += counts && !same_runs (a, i, i_to, b, j, j_to);
      i = i_to;
      j = j_to;
    }
  return changes;
}

gint64
posko_plan_count_changes (const PoskoPlan *plan, PoskoStayProduct product)
{
  g_return_val_if_fail (posko_plan_stay (plan) != NULL, 0);
  return count (posko_plan_stay (plan)->published, plan, &kinds[product]);
}

void
posko_figure_add_changes (PoskoPlan *plan, const char *product)
{
  const PoskoPlanStay *stay = posko_plan_stay (plan);
  guint k = 0;
  if (stay == NULL)
    return;
  while (strcmp (kinds[k].product, product) != 0)
    k++;
  const gboolean limited = k < POSKO_N_STAY && stay->rules[k].kind == POSKO_STAY_LIMIT;
  posko_figure_add (plan, product, "perubahan", "Changes to the published plan", "Perubahan dari rencana yang sudah diumumkan",
                    (gdouble) count (stay->published, plan, &kinds[k]), kinds[k].unit, limited ? POSKO_FIGURE_AT_MOST : POSKO_FIGURE_INFO,
                    limited ? (gdouble) stay->rules[k].amount : 0);
}
