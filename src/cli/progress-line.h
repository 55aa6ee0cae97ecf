/* progress-line.h: one line on a terminal that says what is being done; nothing in a pipe. */
#pragma once
#include "progress.h"
G_BEGIN_DECLS

/** Returns: (transfer none): who listens for the whole program; any thread may report */
const PoskoProgress *posko_progress_line (void);

/** Takes the line away. Call before anything else is written to the terminal. */
void posko_progress_line_clear (void);

G_END_DECLS
