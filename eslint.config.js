import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default defineConfig(
  globalIgnores([
    ...['dist', 'coverage', 'test-results', 'reports', 'release', '.toolchain', 'test/fixtures/wrong-arrow'],
    // AssemblyScript is another language, and what comes of it is not written by hand.
    ...['core/kernels/assembly', 'core/kernels/generated'],
  ]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './*/tsconfig.json', './service/api/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Numbers in messages are what a user reads; their formatting is chosen at the place.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Index arithmetic is proven by the loop; `!` there says so and costs nothing in a hot loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } } },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
  { files: ['build/**/*.mjs'], languageOptions: { globals: globals.node } },
);
