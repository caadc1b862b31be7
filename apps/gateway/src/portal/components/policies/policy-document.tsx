'use client';
import dynamic from 'next/dynamic';

/** A policy document with colours; what colours it is loaded with the first document. */
export const PolicyDocument = dynamic(() => import('./policy-document-view'), {
  ssr: false,
  loading: () => <p role="status">Loading the document…</p>,
});
