// Headers of a file that somebody else made: it is saved, never shown, and can do nothing where a browser shows it all the same.

/** The name is sent in both forms that browsers know (RFC 6266). */
export function asDownload(fileName: string, media = 'application/octet-stream'): Record<string, string> {
  const plain = fileName.replace(/[^\w.() -]/g, '_').slice(0, 200);
  const coded = encodeURIComponent(fileName.slice(0, 200)).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return {
    'content-type': media,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${coded}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  };
}
