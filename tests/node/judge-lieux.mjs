// The national library reads each place of a JSON list, writes it again, and nothing may change.
// Prints one line a refusal (id, reason); ends with 1 when there is one.
import { readFileSync } from 'node:fs';
import national from '@gouvfr-anct/lieux-de-mediation-numerique';

const judge = (row) => {
  const place = national.fromSchemaLieuDeMediationNumerique(row);
  // Reading checks neither of these three: the library has checks of its own for them.
  (place.contact?.courriels ?? []).forEach((email) => national.Courriel(email));
  (place.contact?.site_web ?? []).forEach((address) => national.Url(address));
  if (Number.isNaN(place.date_maj?.getTime() ?? NaN)) throw new Error(`date_maj: ${row.date_maj}`);
  const again = national.toSchemaLieuMediationNumerique(place);
  Object.keys(row).forEach((column) => {
    if (`${row[column]}` !== `${again[column]}`) {
      throw new Error(`${column}: ${row[column]} -> ${again[column]}`);
    }
  });
};

const refusals = JSON.parse(readFileSync(process.argv[2], 'utf8')).flatMap((row) => {
  try {
    judge(row);
    return [];
  } catch (error) {
    return [`${row.id}\t${error.name}: ${error.message}`];
  }
});
refusals.forEach((line) => console.log(line));
process.exit(refusals.length ? 1 : 0);
