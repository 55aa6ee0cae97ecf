/* solve.c: what every solver of this room takes and gives. */
#include "solve.h"
#include <math.h>

gdouble
posko_solve_gap (const PoskoSolveResult *self)
{
  if (self->status == POSKO_SOLVE_OPTIMAL)
    return 0.0;
  if (self->status != POSKO_SOLVE_BOUNDED)
    return INFINITY;
  return fabs ((gdouble) self->value - (gdouble) self->bound) / MAX (1.0, fabs ((gdouble) self->value));
}
