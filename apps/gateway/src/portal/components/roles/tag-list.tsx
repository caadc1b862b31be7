'use client';
import Box from '@cloudscape-design/components/box';

/** AWS tags, sorted by key; none is said in words. */
export function TagList({ tags }: { tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags).sort(([one], [other]) => one.localeCompare(other));
  if (entries.length === 0) return <Box color="text-body-secondary">No tags</Box>;
  return (
    <ul className="tag-list">
      {entries.map(([key, value]) => (
        <li key={key}>
          <span className="tag-key">{key}</span> {value || <em>empty</em>}
        </li>
      ))}
    </ul>
  );
}
