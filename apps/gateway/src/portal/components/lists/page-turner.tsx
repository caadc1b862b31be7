'use client';
import Pagination from '@cloudscape-design/components/pagination';

interface PageTurnerProps {
  /** What the pages hold, for those who do not see the list beside: `roles`. */
  readonly of: string;
  readonly page: number;
  readonly pagesCount: number;
  /** True when pages follow that nobody has counted yet. */
  readonly hasMore?: boolean;
  readonly disabled?: boolean;
  readonly onTurn: (page: number) => void;
}

/** Which page of a list is shown, and the way to the others. */
export function PageTurner({ of, page, pagesCount, hasMore = false, disabled = false, onTurn }: PageTurnerProps) {
  return (
    <Pagination
      currentPageIndex={page}
      pagesCount={pagesCount}
      openEnd={hasMore}
      disabled={disabled}
      onChange={({ detail }) => onTurn(detail.currentPageIndex)}
      ariaLabels={{
        paginationLabel: `Pages of ${of}`,
        nextPageLabel: 'Next page',
        previousPageLabel: 'Previous page',
      }}
    />
  );
}
