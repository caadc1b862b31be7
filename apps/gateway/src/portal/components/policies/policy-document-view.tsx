'use client';
import CodeView from '@cloudscape-design/code-view/code-view';
import highlightJson from '@cloudscape-design/code-view/highlight/json';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { layOutJson } from '../text/json-layout.rules';

/** A policy document with colours, laid out for reading; copying gives it exactly as AWS holds it. */
export default function PolicyDocumentView({ label, text }: { label: string; text: string }) {
  return (
    <CodeView
      content={layOutJson(text)}
      highlight={highlightJson}
      lineNumbers
      wrapLines
      ariaLabel={label}
      i18nStrings={{ lineNumberLabel: 'Line', codeLabel: 'Code' }}
      actions={
        <CopyToClipboard
          variant="icon"
          textToCopy={text}
          copyButtonAriaLabel={`Copy ${label}`}
          copySuccessText="Copied"
          copyErrorText="It could not be copied"
        />
      }
    />
  );
}
