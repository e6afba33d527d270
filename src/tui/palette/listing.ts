/** What a command answered that has no screen of its own. */
export interface ListingScreen {
  readonly kind: 'listing';
  readonly serial: number;
  readonly listing: ListingKind;
  readonly top: number;
}

export type ListingKind = 'status' | 'heads' | 'current';
