/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops" preserve="true" />
// The one door to TensorFlow.js: first the backend, then its core, with the types of the chained methods.
import "./backend";

export * from "@tensorflow/tfjs-core";
