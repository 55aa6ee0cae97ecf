/* coordinate-private.h: what the readers of one cell share: its signs made one spelling, its tokens, and the grammars above them. */
#pragma once
#include "coordinate.h"
G_BEGIN_DECLS

#define POSKO_COORDINATE_MAX_TEXT 256u   /* bytes of a cell that is no link; longer ones are no coordinate */
#define POSKO_COORDINATE_MAX_LINK 8192u  /* bytes of a link */
#define POSKO_COORDINATE_MAX_TOKENS 48u
#define POSKO_COORDINATE_MAX_WORD 15u    /* letters */

typedef enum
{
  POSKO_TOKEN_NUMBER,
  POSKO_TOKEN_DEGREE, /* the marks stand in the order of the parts they close */
  POSKO_TOKEN_MINUTE,
  POSKO_TOKEN_SECOND,
  POSKO_TOKEN_PLUS,
  POSKO_TOKEN_MINUS,
  POSKO_TOKEN_JOINT,     /* ':' or '-' directly between digits: 2:07:51, 2-07-51 */
  POSKO_TOKEN_SEPARATOR, /* , ; / | & "dan" */
  POSKO_TOKEN_COLON,     /* : or = after a label */
  POSKO_TOKEN_OPEN,
  POSKO_TOKEN_CLOSE,
  POSKO_TOKEN_WORD,
} PoskoCoordinateTokenKind;

typedef struct
{
  PoskoCoordinateTokenKind kind;
  guint blank;                               /* before it: 0 none, 1 a blank, 2 a line break or tab */
  const char *text;                          /* in the plain text */
  gsize length;
  char word[POSKO_COORDINATE_MAX_WORD + 1];  /* of a WORD: its letters, without dots */
} PoskoCoordinateToken;

/* How numbers are told from the commas between them. */
typedef enum
{
  POSKO_COMMAS_SEPARATE, /* -2.1,106.1: a number has at most one point */
  POSKO_COMMAS_DECIMAL,  /* -2,1 106,1: one point or one comma */
  POSKO_METRES_POINTS,   /* 612.345,9.764.321: any points, commas separate */
  POSKO_METRES_ALL,      /* 612.345,67 9.764.321,0: any points and commas */
} PoskoCoordinateCommas;

typedef struct
{
  PoskoCoordinateToken tokens[POSKO_COORDINATE_MAX_TOKENS];
  guint n;
} PoskoCoordinateTokens;

/**
 * posko_coordinate_plain:
 * @plain: (out): @text in ASCII: letters in upper case, every spelling of a sign as one ('\001' for degrees), blanks as ' ' or '\n', trimmed
 *
 * Returns: %FALSE when @text is too long, no UTF-8, or has a sign that no coordinate has
 */
gboolean posko_coordinate_plain (const char *text, char plain[POSKO_COORDINATE_MAX_TEXT + 1]);

/** Returns: whether @plain consists of tokens only; they point into @plain */
gboolean posko_coordinate_tokens (const char *plain, PoskoCoordinateCommas commas, PoskoCoordinateTokens *tokens);

/** Returns: whether @text is written as a link, readable or not */
gboolean posko_coordinate_is_link (const char *text);
gboolean posko_coordinate_read_link (const char *text, PoskoCoordinatePair *pair);

/** The pair grammar alone: no link, no UTM. */
gboolean posko_coordinate_read_degrees (const char *plain, PoskoCoordinatePair *pair);

G_END_DECLS
