/* mip-private.h: the store behind PoskoMip, and what is said between it and its worker process.
 *
 * One request and one answer cross a stream socket, in this machine's own byte order (both ends are the same build).
 * Request: PoskoMipRequest, then starts (gint32 × n_columns + 1), rows (gint32 × n_entries), values (gdouble ×
 * n_entries), column lower, upper, cost (gdouble × n_columns each), row lower, upper (gdouble × n_rows each), integer
 * flags (one byte a column), and, with `has_start`, the start (gdouble × n_columns). Answer: PoskoMipAnswer, then
 * values (gdouble × n_columns) when `has_values`.
 */
#pragma once
#include "mip.h"
G_BEGIN_DECLS

#define POSKO_MIP_REQUEST_MAGIC G_GUINT64_CONSTANT (0x706f736b6f6d6970)
#define POSKO_MIP_ANSWER_MAGIC G_GUINT64_CONSTANT (0x70696d6f6b736f70)

typedef struct
{
  guint64 magic;
  guint64 seed;
  guint64 node_limit;
  gdouble time_limit_seconds; /* 0 = none */
  gdouble relative_gap;
  guint32 n_columns;
  guint32 n_rows;
  guint32 n_entries;
  guint32 has_start;
} PoskoMipRequest;

/* What the search said of itself; mip-worker.c turns CBC's status into one of these. */
typedef enum
{
  POSKO_MIP_FINISHED,   /* the tree is exhausted: the point is optimal, or there is none */
  POSKO_MIP_GAP,        /* within the gap asked for */
  POSKO_MIP_NODES,      /* node limit */
  POSKO_MIP_TIME,       /* time limit */
  POSKO_MIP_INFEASIBLE, /* proven */
  POSKO_MIP_UNBOUNDED,
  POSKO_MIP_FAILED, /* numerical trouble */
} PoskoMipEnd;

typedef struct
{
  guint64 magic;
  guint64 nodes;
  gdouble bound; /* as CBC gives it; may be nonsense */
  guint32 end;   /* PoskoMipEnd */
  guint32 has_values;
  guint32 n_columns;
  guint32 reserved;
} PoskoMipAnswer;

/* The matrix by columns, rows ascending within a column, doubles added up, zeros gone. */
typedef struct
{
  gint32 *starts; /* n_columns + 1 */
  gint32 *rows;
  gdouble *values;
  guint n_entries;
} PoskoMipMatrix;

struct _PoskoMip
{
  GArray *column_lower, *column_upper, *column_cost; /* gdouble */
  GByteArray *column_integer;
  GArray *row_lower, *row_upper;    /* gdouble */
  GArray *entry_row, *entry_column; /* guint32 */
  GArray *entry_value;              /* gdouble */
  gdouble *start;                   /* (nullable) (owned) */
  gboolean over_limit;
};

/** Returns: %FALSE with %POSKO_ERROR_LIMIT when the model outgrew its limits */
gboolean posko_mip_build_matrix (const PoskoMip *self, PoskoMipMatrix *matrix, GError **error);
void posko_mip_matrix_clear (PoskoMipMatrix *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoMipMatrix, posko_mip_matrix_clear)

/**
 * posko_mip_ask_worker:
 * @answer: (out): a checked answer: its magic and size are right
 * @values: (out) (array): filled when `answer->has_values`
 *
 * Starts a worker, sends it the model and waits. No worker and no descriptor outlives the call.
 *
 * Returns: %FALSE with %POSKO_ERROR_CANCELLED or %POSKO_ERROR_SOLVER
 */
gboolean posko_mip_ask_worker (const PoskoMip *self, const PoskoMipMatrix *matrix, const PoskoMipRequest *request,
                               GCancellable *cancellable, PoskoMipAnswer *answer, gdouble *values, GError **error);

G_END_DECLS
