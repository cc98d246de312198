// Included before tfjs-node's sources. A graph whose tag asks for it is executed by TensorFlow's simplest executor, which
// does one operation after another without a queue: a tenth less time where operations are small. They keep their own threads.
#include <cstring>

#include "tensorflow/c/c_api.h"

static TF_Session *LoadForOneThread(TF_SessionOptions *options, const TF_Buffer *run_options, const char *folder,
                                    const char *const *tags, int num_tags, TF_Graph *graph, TF_Buffer *meta_graph,
                                    TF_Status *status) {
  // ConfigProto { experimental (16): Experimental { executor_type (3): "SINGLE_THREADED_EXECUTOR" } }
  static const char config[] = "\x82\x01\x1a\x1a\x18" "SINGLE_THREADED_EXECUTOR";
  if (num_tags == 1 && strcmp(tags[0], "elbo-small") == 0) TF_SetConfig(options, config, sizeof(config) - 1, status);
  return TF_LoadSessionFromSavedModel(options, run_options, folder, tags, num_tags, graph, meta_graph, status);
}

#define TF_LoadSessionFromSavedModel LoadForOneThread
