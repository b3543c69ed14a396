import { mount } from 'svelte';
import { createClient } from '../service/api/index.ts';
import Page from './App.svelte';
import { createApp } from './state/app.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { chooseTransport } from './transport/choose.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no element #app');

mount(Page, { target, props: { app: createApp(createClient(chooseTransport(window)), window) } });
