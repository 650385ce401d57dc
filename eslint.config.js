import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** Size limits hold everywhere; the type-aware rules only where TypeScript is written. */
const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  complexity: ['error', 10],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
}

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'build/',
      'node_modules/',
      'screenshots/',
      'coverage/',
      'src/kernels/assembly/',
      'bench/peak/',
    ],
  },
  js.configs.recommended,
  { rules: sizes },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use theory/random.ts with a seed.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    // Where components and their hooks are.
    files: ['src/{chapters,charts,controls,entries,figures,pages,reading}/**', 'tests/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['**/*.{js,mjs,cjs}', 'scripts/**', 'bench/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['public/**'],
    languageOptions: { globals: globals.browser, sourceType: 'script' },
  },
  {
    // One describe or one long scenario may be longer than a function of the product.
    files: ['tests/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  prettier,
)
