/* figures-private.h: how the figures of merit are written; shared by figures.c and figures-*.c. */
#pragma once
#include "plan-private.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_FIGURE_INFO,     /* no target */
  POSKO_FIGURE_AT_LEAST, /* good when the value is at least the target */
  POSKO_FIGURE_AT_MOST,
} PoskoFigureSense;

/** Appends a row to ringkasan.csv; @value NaN = a mean or share of nothing. The verdict compares what is printed. */
void posko_figure_add (PoskoPlan *plan, const char *product, const char *code, const char *english, const char *indonesian,
                       gdouble value, const char *unit, PoskoFigureSense sense, gdouble target);

/** Appends the figure `perubahan` of @product, the last one of the product, if the plan stays close to another */
void posko_figure_add_changes (PoskoPlan *plan, const char *product);

/** Returns: the whole seconds behind minutes that a table shows with two decimals */
gint64 posko_figure_seconds (gdouble minutes);

void posko_figures_of_ambulances (PoskoPlan *plan, const PoskoDemand *demand);
void posko_figures_of_staff (PoskoPlan *plan);

/* Meals in rupiah: the portions, and bringing them. */
typedef struct
{
  gint64 portions, delivery, metres;
} PoskoMealsCost;

PoskoMealsCost posko_figures_meals_cost (PoskoPlan *plan);
void posko_figures_of_meals (PoskoPlan *plan, const PoskoMealsCost *cost);

G_END_DECLS
