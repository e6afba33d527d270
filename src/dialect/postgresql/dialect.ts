import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Dialect } from '../dialect.ts';
import { compile } from './compile.ts';
import { introspection } from './introspect.ts';
import { sqlToType } from './sql-to-type.ts';
import { together } from './together/combine.ts';
import { typeToSql } from './types.ts';
import { followViews, mayMeetViews } from './views/follow-views.ts';
import { readViews } from './views/read-views.ts';
import { viewQuery } from './views/view-query.ts';

/** PostgreSQL 13 and later. */
export const postgresql: Dialect = {
  name: 'postgresql',
  abilities: {
    runLock: 'advisory',
    schemas: true,
    foreignKeySwitch: false,
    stepsOnCopy: false,
  },
  compile,
  views: {
    concern: mayMeetViews,
    query: viewQuery(),
    read: rows => ({ views: readViews(rows) }),
    follow: followViews,
  },
  together,
  typeToSql,
  sqlToType,
  quote: quoteIdentifier,
  introspection,
};
