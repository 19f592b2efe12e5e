// node validate.mjs MODULES SHAPES FILE...: for each file a line of JSON, the pairs of shape and focus node.
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'

const [modules, shapes, ...files] = process.argv.slice(2)
const load = path => import(pathToFileURL(`${modules}/${path}`))
const { default: { Parser } } = await load('n3/lib/index.js')
const { default: Validator } = await load('rdf-validate-shacl/index.js')
const { default: factory } = await load('rdf-validate-shacl/src/defaultEnv.js')
const read = file => factory.dataset(new Parser({ factory }).parse(fs.readFileSync(file, 'utf8')))

const validator = new Validator(read(shapes))
for (const file of files) {
  const { results } = await validator.validate(read(file))
  console.log(JSON.stringify(results.map(({ sourceShape, focusNode }) =>
    [sourceShape.value, focusNode.termType, focusNode.value])))
}
