import type { Schema } from '../schema/schema.ts';
import type { Inverse } from './invert.ts';
import type {
  CreateExtension,
  CreateSchema,
  DropExtension,
  DropSchema,
} from './object-operation.ts';
import type { OnlyOn } from './only-on.ts';

export function schemaGone({ name, only }: CreateSchema): Inverse {
  return [{ kind: 'dropSchema', name, ...on({ only }) }];
}

export function schemaBack({ name, only }: DropSchema): Inverse {
  return [{ kind: 'createSchema', name, ...on({ only }) }];
}

export function extensionGone({ extension, only }: CreateExtension): Inverse {
  return [{ kind: 'dropExtension', name: extension.name, definition: extension, ...on({ only }) }];
}

export function extensionBack({ name, definition, only }: DropExtension, before: Schema): Inverse {
  const extension = before.extensions?.find(each => each.name === name) ?? definition ?? { name };
  return [{ kind: 'createExtension', extension, ...on({ only }) }];
}

function on({ only }: { readonly only: OnlyOn['only'] | undefined }): OnlyOn {
  return only === undefined ? {} : { only };
}
