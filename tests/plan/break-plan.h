/* break-plan.h: ways to break a plan, each with the name under which the verifier must find it.
 *
 * Two kinds: a cell that is changed or a row that is dropped or doubled (a line of a table in break-cells.c), and
 * damage that takes several rows (a function in break-rows.c). All work on a copy of a sound plan.
 */
#pragma once
#include "plan.h"

typedef enum
{
  BREAK_TEXT,   /* the cell becomes `text` */
  BREAK_ADD,    /* the whole number grows by `amount` */
  BREAK_SET,    /* the whole number becomes `amount` */
  BREAK_NUMBER, /* the number with decimals grows by `amount` */
  BREAK_FLIP,   /* a boolean */
  BREAK_DROP,   /* the row is left out */
  BREAK_DOUBLE, /* the row is there twice */
} BreakKind;

/* In the first row whose `where` column is `is` (or is anything but "", when `is` is "*"): */
typedef struct
{
  const char *code; /* the check that must notice */
  PoskoPlanTableId table;
  const char *where, *is; /* NULL = the first row */
  BreakKind kind;
  const char *column;
  const char *text;
  gint64 amount;
} BreakCell;

typedef struct
{
  const char *code, *name;
  gboolean (*damage) (PoskoPlan *plan); /* FALSE: the plan does not offer the occasion */
} BreakRows;

extern const BreakCell break_cells[];
extern const guint n_break_cells;
extern const BreakRows break_rows[];
extern const guint n_break_rows;

/** Returns: a copy of @plan that may be broken */
PoskoPlan *break_copy (const PoskoPlan *plan);
gboolean break_cell (PoskoPlan *plan, const BreakCell *cell);

/* For break-rows.c */
gint64 *break_integer (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column);
void break_text (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column, const char *text);
const char *break_read (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column);
void break_drop (PoskoPlan *plan, PoskoPlanTableId id, guint row);
